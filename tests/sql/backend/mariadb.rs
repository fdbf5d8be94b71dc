use std::sync::{Once, OnceLock};

use chrono::{DateTime, Utc};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Execute, Executor, MySql, MySqlPool, QueryBuilder, Row as _, Transaction,
    mysql::{MySqlConnectOptions, MySqlPoolOptions},
};
use velithon::{
    CursorRequest, CursorSource,
    sql::{self, SqlSource},
};

use super::{Backend, Server};
use crate::rows::Row;

static SERVER: Server = Server {
    name: "MariaDB or MySQL",
    scheme: "mysql",
    variable: "VELITHON_TEST_MYSQL",
    required: "VELITHON_REQUIRE_MYSQL",
    starts: ".ci/mariadb",
    url: OnceLock::new(),
    said: Once::new(),
};

/// MariaDB, or MySQL, whose dialect and protocol are the same.
#[derive(Clone)]
pub(crate) struct OnMariaDb {
    pool: MySqlPool,
    is_mysql: bool,
}

impl OnMariaDb {
    /// Whether it is MySQL, which has other types and collations.
    pub(crate) fn is_mysql(&self) -> bool {
        self.is_mysql
    }

    /// A database of the test's own, with the character set that is usual; nothing where there is no server.
    pub(crate) async fn open(test: &str) -> Option<Self> {
        let url = SERVER.url()?;
        let options: MySqlConnectOptions = url.parse().expect("the address of a MariaDB");
        // Names have 64 letters at most.
        let name: String = test.rsplit("::").next().unwrap_or(test).chars().take(40).collect();
        let (module, _) = test.rsplit_once("::").unwrap_or_default();
        let database = format!("v_{}_{name}", module.replace("::", "_").replace("mariadb", ""));
        let mut server = options.connect().await.expect("a connection to MariaDB");
        let make = format!("DROP DATABASE IF EXISTS `{database}`; CREATE DATABASE `{database}` CHARACTER SET utf8mb4");
        server.execute(sqlx::raw_sql(AssertSqlSafe(make))).await.unwrap();
        let pool = MySqlPoolOptions::new()
            .max_connections(1)
            .connect_with(options.database(&database));
        let pool = pool.await.expect("a connection to MariaDB");
        let version: String = sqlx::query_scalar("SELECT VERSION()").fetch_one(&pool).await.unwrap();
        let is_mysql = !version.contains("MariaDB");
        Some(Self { pool, is_mysql })
    }
}

impl Backend for OnMariaDb {
    type Db = MySql;

    const MOMENT: &'static str = "TIMESTAMP(6)";
    // sqlx knows an enum by the flags of a column that says nothing else.
    const ENUM: [&'static str; 2] = ["ENUM('waiting', 'in_progress', 'all done')", ""];
    const ENUM_OF_LETTERS: &'static str = "ENUM('WEB_FRONT', 'BACKEND', 'QA')";
    const NO_CASE: [&'static str; 2] = ["TEXT COLLATE utf8mb4_unicode_ci", ""];
    const INDEXED_TEXT: &'static str = "VARCHAR(200)";
    const LONG_INDEXED_TEXT: &'static str = "VARCHAR(2000) CHARACTER SET latin1";
    const QUOTED_N: &'static str = "`the \"n\"`";
    const DESC_NULLS_LAST: &'static str = "DESC";
    const DESC_NULLS_FIRST: Option<&'static str> = None;
    const SEARCHES: &'static str = "type=range";
    const SCANS: &'static str = "table=k type=ALL";
    const WORKS: &'static [&'static str] = &["filesort", "temporary", "DERIVED", "type=ALL", "type=ref"];
    const SEARCHES_ONCE: bool = true;
    const SLACK: u64 = 2;

    fn moment(moment: DateTime<Utc>) -> String {
        format!("'{}'", moment.format("%F %T%.6f"))
    }

    fn has_index(declaration: &str) -> bool {
        !["TEXT", "BLOB", "JSON"].iter().any(|name| declaration.contains(name))
    }

    /// It has no words for the place of NULLs, and quotes names by another sign.
    fn order(terms: &str) -> String {
        let terms = terms.split(", ").map(|term| {
            for (said, direction) in [(" NULLS FIRST", " DESC"), (" NULLS LAST", "")] {
                if let Some(term) = term.strip_suffix(said) {
                    let column = term.trim_end_matches(" DESC");
                    return format!("{column} IS NULL{direction}, {term}");
                }
            }
            term.to_owned()
        });
        let terms: Vec<_> = terms.collect();
        terms.join(", ").replace("\"the \"\"n\"\"\"", Self::QUOTED_N)
    }

    /// By their digits, because it ends a recursion after a thousand steps.
    fn numbers(count: i64) -> String {
        let digits = (count - 1).to_string().len();
        let powers = (0..digits).map(|place| format!("d{place}.d * {}", 10_i64.pow(u32::try_from(place).unwrap())));
        let id = powers.collect::<Vec<_>>().join(" + ");
        let ten = (1..10).fold("SELECT 0 AS d".to_owned(), |ten, d| {
            format!("{ten} UNION ALL SELECT {d}")
        });
        let tens: Vec<_> = (0..digits).map(|place| format!("({ten}) AS d{place}")).collect();
        format!("SELECT {id} AS id FROM {} WHERE {id} < {count}", tens.join(", "))
    }

    /// MySQL reads no range of an index of mixed directions backwards, so that the way back has one of its own.
    async fn index(&self, columns: &str) {
        let dropped = "SELECT DISTINCT CONCAT('DROP INDEX ', index_name, ' ON k') FROM information_schema.statistics
            WHERE table_schema = DATABASE() AND table_name = 'k' AND index_name LIKE 'k\\_%'";
        let dropped: Vec<String> = sqlx::query_scalar(dropped).fetch_all(&self.pool).await.unwrap();
        for drop in dropped {
            self.run(drop).await;
        }
        self.run(format!("CREATE INDEX k_index ON k ({columns})")).await;
        let descending = columns.matches(" DESC").count();
        if self.is_mysql && descending > 0 && descending < columns.split(", ").count() {
            let turned = columns.split(", ").map(|column| match column.strip_suffix(" DESC") {
                Some(column) => column.to_owned(),
                None => format!("{column} DESC"),
            });
            let turned: Vec<_> = turned.collect();
            self.run(format!("CREATE INDEX k_back ON k ({})", turned.join(", ")))
                .await;
        }
        self.run("ANALYZE TABLE k").await;
    }

    /// Where a few thousand rows without a name are left, MySQL may search them in the index of the other direction.
    fn may_sort(&self, order: &str) -> bool {
        order == "two nullable" || self.is_mysql && order == "last names"
    }

    fn pool(&self) -> &MySqlPool {
        &self.pool
    }

    async fn run(&self, sql: impl Into<String>) {
        let sql = sql.into();
        if !sql.is_empty() {
            self.pool.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.unwrap();
        }
    }

    /// How often a row was asked for, of an index or a table.
    async fn work(&self, request: &CursorRequest<Row>) -> u64 {
        self.run("FLUSH STATUS").await;
        let mut source: SqlSource<MySql, Row> = sql::select("SELECT * FROM k").on(&self.pool);
        let rows = CursorSource::rows(&mut source, request).await.unwrap();
        assert_eq!(rows.len(), usize::try_from(request.limit()).unwrap());
        let status = self
            .pool
            .fetch_all("SHOW SESSION STATUS LIKE 'Handler_read%'")
            .await
            .unwrap();
        let reads = status
            .iter()
            .map(|line| line.get::<String, _>(1).parse::<u64>().unwrap());
        reads.sum()
    }

    async fn plan(&self, mut query: QueryBuilder<Self::Db>) -> String {
        let values = query.build().take_arguments().unwrap().unwrap();
        let sql = format!("EXPLAIN FORMAT=TRADITIONAL {}", query.into_sql().as_str());
        let lines = sqlx::query_with(AssertSqlSafe(sql), values).fetch_all(&self.pool);
        let lines = lines.await.unwrap();
        let line = |line: &sqlx::mysql::MySqlRow| {
            let cell = |name| line.get_unchecked::<Option<String>, _>(name).unwrap_or_default();
            let [table, access, key, extra] = ["table", "type", "key", "Extra"].map(cell);
            format!("table={table} type={access} key={key} {extra}\n")
        };
        lines.iter().map(line).collect()
    }

    async fn fetch(&self, query: &mut QueryBuilder<Self::Db>) -> Vec<i64> {
        let rows = query.build().fetch_all(&self.pool).await.unwrap();
        rows.iter().map(|row| row.get("id")).collect()
    }

    async fn begin_with(&self, sql: &'static str) -> Transaction<'static, Self::Db> {
        let mut transaction = self.pool.begin().await.unwrap();
        transaction.execute(sql).await.unwrap();
        transaction
    }
}
