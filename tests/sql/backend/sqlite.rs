use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::Relaxed},
};

use chrono::{DateTime, SecondsFormat, Utc};
use sqlx::{
    AssertSqlSafe, Execute, Executor, QueryBuilder, Row as _, Sqlite, SqlitePool, Transaction,
    sqlite::SqlitePoolOptions,
};
use velithon::{
    CursorRequest, CursorSource,
    sql::{self, SqlSource},
};

use super::Backend;
use crate::rows::Row;

#[derive(Clone)]
pub(crate) struct InMemory(SqlitePool);

impl InMemory {
    pub(crate) async fn open(_: &str) -> Option<Self> {
        // A second connection would have a database of its own.
        let pool = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:");
        Some(Self(pool.await.unwrap()))
    }
}

impl Backend for InMemory {
    type Db = Sqlite;

    const MOMENT: &'static str = "TEXT";
    const ENUM: [&'static str; 2] = ["TEXT NOT NULL", ""];
    const NO_CASE: [&'static str; 2] = ["TEXT COLLATE NOCASE", ""];
    const DESC_NULLS_LAST: &'static str = "DESC";
    const DESC_NULLS_FIRST: Option<&'static str> = None;
    const SEARCHES: &'static str = "SEARCH k";
    const SCANS: &'static str = "SCAN k";
    const WORKS: &'static [&'static str] = &["TEMP B-TREE", "MATERIALIZE", "CO-ROUTINE"];
    const SEARCHES_ONCE: bool = false;
    const SLACK: u64 = 0;

    /// As sqlx writes it.
    fn moment(moment: DateTime<Utc>) -> String {
        format!("'{}'", moment.to_rfc3339_opts(SecondsFormat::AutoSi, false))
    }

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
        // Under a `*` each page is prepared anew, which counts, too.
        let named = "SELECT id, g, s, \"the \"\"n\"\"\", hollow, moment FROM k";
        let mut source: SqlSource<Sqlite, Row> = sql::select(named).on(connection);
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
