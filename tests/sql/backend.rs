//! The databases that every test runs on.

use std::{
    env,
    io::Write,
    sync::{
        Arc, Once, OnceLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use sqlx::{
    AssertSqlSafe, Execute, Executor, PgPool, Pool, Postgres, QueryBuilder, Row as _, Sqlite, SqlitePool, Transaction,
    database::HasStatementCache,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::SqlitePoolOptions,
};
use velithon::{
    CursorRequest, CursorSource,
    sql::{self, SqlDatabase, SqlSource},
};

use crate::rows::Row;

/// A database of a test's own.
pub(crate) trait Backend: Clone + Send + Sync + 'static {
    type Db: SqlDatabase + HasStatementCache;

    /// Where its statements run.
    fn pool(&self) -> &Pool<Self::Db>;

    /// Runs statements without values.
    async fn run(&self, sql: impl Into<String>);

    /// The type of a column for moments.
    const MOMENT: &'static str;

    /// The type of the column for an enum that sqlx knows as `status`.
    const ENUM: &'static str;

    /// A type of texts for which some that differ are the same, and what makes it.
    const NO_CASE: [&'static str; 2];

    /// What an index says of a descending column whose NULLs come last, and of one whose NULLs come first, if it can.
    const DESC_NULLS_LAST: &'static str;
    const DESC_NULLS_FIRST: Option<&'static str>;

    /// What a plan says that searches an index, what one says that reads the whole table, and what one says that does more
    /// than read rows in the order of an index.
    const SEARCHES: &'static str;
    const SCANS: &'static str;
    const WORKS: &'static [&'static str];

    /// Whether a condition on several columns costs nothing beyond the search.
    const SEARCHES_ONCE: bool;

    /// How much of the work depends on where a page happens to lie.
    const SLACK: u64;

    /// How much work the database does for a page: steps of its machine, or blocks that it looks at.
    async fn work(&self, request: &CursorRequest<Row>) -> u64;

    /// The plan of a statement of a handler's own.
    async fn plan(&self, query: QueryBuilder<Self::Db>) -> String;

    /// The ids that a statement results in.
    async fn fetch(&self, query: &mut QueryBuilder<Self::Db>) -> Vec<i64>;

    /// A transaction that has run this, to be given away.
    async fn begin_with(&self, sql: &'static str) -> Transaction<'static, Self::Db>;
}

#[derive(Clone)]
pub(crate) struct InMemory(SqlitePool);

#[derive(Clone)]
pub(crate) struct OnServer(PgPool);

impl InMemory {
    pub(crate) async fn open(_: &str) -> Option<Self> {
        // A second connection would have a database of its own.
        let pool = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:");
        Some(Self(pool.await.unwrap()))
    }
}

impl OnServer {
    /// A schema of the test's own; nothing where there is no server.
    pub(crate) async fn open(test: &str) -> Option<Self> {
        let url = url()?;
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

impl Backend for InMemory {
    type Db = Sqlite;

    const MOMENT: &'static str = "TEXT";
    const ENUM: &'static str = "TEXT";
    const NO_CASE: [&'static str; 2] = ["TEXT COLLATE NOCASE", ""];
    const DESC_NULLS_LAST: &'static str = "DESC";
    const DESC_NULLS_FIRST: Option<&'static str> = None;
    const SEARCHES: &'static str = "SEARCH k";
    const SCANS: &'static str = "SCAN k";
    const WORKS: &'static [&'static str] = &["TEMP B-TREE", "MATERIALIZE", "CO-ROUTINE"];
    const SEARCHES_ONCE: bool = false;
    const SLACK: u64 = 0;

    fn pool(&self) -> &SqlitePool {
        &self.0
    }

    async fn run(&self, sql: impl Into<String>) {
        self.0.execute(sqlx::raw_sql(AssertSqlSafe(sql.into()))).await.unwrap();
    }

    async fn work(&self, request: &CursorRequest<Row>) -> u64 {
        let steps = Arc::new(AtomicU64::new(0));
        let mut connection = self.0.acquire().await.unwrap();
        let counter = Arc::clone(&steps);
        connection
            .lock_handle()
            .await
            .unwrap()
            .set_progress_handler(1, move || {
                counter.fetch_add(1, Relaxed);
                true
            });
        let mut source: SqlSource<Sqlite, Row> = sql::select("SELECT * FROM k").on(connection);
        let rows = CursorSource::rows(&mut source, request).await.unwrap();
        assert_eq!(rows.len(), usize::try_from(request.limit()).unwrap());
        drop(source);
        self.0
            .acquire()
            .await
            .unwrap()
            .lock_handle()
            .await
            .unwrap()
            .remove_progress_handler();
        steps.load(Relaxed)
    }

    async fn plan(&self, mut query: QueryBuilder<Self::Db>) -> String {
        let values = query.build().take_arguments().unwrap().unwrap();
        let sql = format!("EXPLAIN QUERY PLAN {}", query.into_sql().as_str());
        let lines = sqlx::query_with(AssertSqlSafe(sql), values).fetch_all(&self.0);
        let lines = lines.await.unwrap();
        lines
            .iter()
            .map(|line| line.get::<String, _>("detail") + "\n")
            .collect()
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

impl Backend for OnServer {
    type Db = Postgres;

    const MOMENT: &'static str = "TIMESTAMPTZ";
    const ENUM: &'static str = "status";
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

/// Where the server is; says once whether there is one, past the harness, which keeps what passing tests print.
fn url() -> Option<&'static str> {
    static URL: OnceLock<Option<String>> = OnceLock::new();
    static SAID: Once = Once::new();
    let url = URL.get_or_init(|| {
        let given = env::var("VELITHON_TEST_POSTGRES").or_else(|_| env::var("DATABASE_URL"));
        given.ok().filter(|url| url.starts_with("postgres"))
    });
    SAID.call_once(|| {
        let said = match url {
            Some(_) => "PostgreSQL: run",
            None => "PostgreSQL: NOT RUN; `.ci/postgres cargo test --test sql` starts one",
        };
        let _ = writeln!(std::io::stderr(), "{said}");
    });
    assert!(
        url.is_some() || env::var_os("VELITHON_REQUIRE_POSTGRES").is_none(),
        "VELITHON_REQUIRE_POSTGRES is set, and there is no PostgreSQL"
    );
    url.as_deref()
}

/// Makes of each function, which is generic over the database, a test on SQLite and one on PostgreSQL.
macro_rules! on_both {
    ($($test:ident,)*) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $test() {
                let db = crate::backend::InMemory::open(concat!(module_path!(), stringify!($test))).await;
                super::$test(db.unwrap()).await;
            })*
        }

        mod postgres {
            $(#[tokio::test]
            async fn $test() {
                let name = concat!(module_path!(), "_", stringify!($test));
                if let Some(db) = crate::backend::OnServer::open(name).await {
                    super::$test(db).await;
                }
            })*
        }
    };
}
