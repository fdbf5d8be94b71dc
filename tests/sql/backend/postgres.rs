use std::sync::{Once, OnceLock};

use chrono::{DateTime, SecondsFormat, Utc};
use sqlx::{
    AssertSqlSafe, Execute, Executor, PgPool, Postgres, QueryBuilder, Row as _, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use velithon::{
    CursorRequest,
    sql::{self, SqlSource},
};

use super::{Backend, Server};
use crate::rows::Row;

static SERVER: Server = Server {
    name: "PostgreSQL",
    scheme: "postgres",
    variable: "VELITHON_TEST_POSTGRES",
    required: "VELITHON_REQUIRE_POSTGRES",
    starts: ".ci/postgres",
    url: OnceLock::new(),
    said: Once::new(),
};

#[derive(Clone)]
pub(crate) struct OnServer(PgPool);

impl OnServer {
    /// A schema of the test's own; nothing where there is no server.
    pub(crate) async fn open(test: &str) -> Option<Self> {
        let url = SERVER.url()?;
        let options: PgConnectOptions = url.parse().expect("the address of a PostgreSQL");
        let schema = format!("velithon_{}", test.replace("::", "_"));
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .connect_with(options.options([("search_path", &*schema), ("client_min_messages", "warning")]));
        let this = Self(pool.await.expect("a connection to PostgreSQL"));
        this.run(format!(
            "DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}"
        ))
        .await;
        Some(this)
    }
}

impl Backend for OnServer {
    type Db = Postgres;

    const MOMENT: &'static str = "TIMESTAMPTZ";
    const ENUM: [&'static str; 2] = [
        "status NOT NULL",
        "CREATE TYPE status AS ENUM ('waiting', 'in_progress', 'all done')",
    ];
    const NO_CASE: [&'static str; 2] = [
        "TEXT COLLATE no_case",
        "CREATE COLLATION no_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
    ];
    const DESC_NULLS_LAST: &'static str = "DESC NULLS LAST";
    const DESC_NULLS_FIRST: Option<&'static str> = Some("DESC NULLS FIRST");
    const SEARCHES: &'static str = "Index Cond";
    const SCANS: &'static str = "Seq Scan";
    const WORKS: &'static [&'static str] = &["Sort", "Seq Scan", "Bitmap"];
    const SEARCHES_ONCE: bool = true;
    // The 21 rows may begin at the end of a block, of the index and of the table.
    const SLACK: u64 = 2;

    fn moment(moment: DateTime<Utc>) -> String {
        format!(
            "CAST('{}' AS TIMESTAMPTZ)",
            moment.to_rfc3339_opts(SecondsFormat::AutoSi, false)
        )
    }

    fn pool(&self) -> &PgPool {
        &self.0
    }

    async fn run(&self, sql: impl Into<String>) {
        self.0.execute(sqlx::raw_sql(AssertSqlSafe(sql.into()))).await.unwrap();
    }

    async fn work(&self, request: &CursorRequest<Row>) -> u64 {
        let mut source: SqlSource<Postgres, Row> = sql::select("SELECT * FROM k").on(&self.0);
        let plan = source.explain(request).await.unwrap();
        // Those that planning looks at come after the plan.
        let executed = plan.iter().take_while(|line| !line.starts_with("Planning"));
        let buffers = executed
            .map(|line| line.trim())
            .find(|line| line.starts_with("Buffers:"));
        let numbers = buffers
            .unwrap()
            .split(&[' ', '='][..])
            .filter_map(|word| word.parse::<u64>().ok());
        numbers.sum()
    }

    async fn plan(&self, mut query: QueryBuilder<Self::Db>) -> String {
        let values = query.build().take_arguments().unwrap().unwrap();
        let sql = format!("EXPLAIN {}", query.into_sql().as_str());
        let lines = sqlx::query_with(AssertSqlSafe(sql), values).fetch_all(&self.0);
        let lines = lines.await.unwrap();
        lines.iter().map(|line| line.get::<String, _>(0) + "\n").collect()
    }

    async fn fetch(&self, query: &mut QueryBuilder<Self::Db>) -> Vec<i64> {
        let rows = query.build().fetch_all(&self.0).await.unwrap();
        rows.iter().map(|row| row.get("id")).collect()
    }

    async fn begin_with(&self, sql: &'static str) -> Transaction<'static, Self::Db> {
        let mut transaction = self.0.begin().await.unwrap();
        transaction.execute(sql).await.unwrap();
        transaction
    }
}
