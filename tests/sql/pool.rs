//! How statements share the connections of a pool, and what is answered when none is free.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use http::{HeaderMap, HeaderValue, Method, Uri, header::ACCEPT};
use http_body_util::BodyExt;
use serde::Serialize;
use sqlx::{FromRow, Sqlite, SqlitePool, sqlite::SqlitePoolOptions};
use tracing::Level;
use velithon::{
    CursorRequest, CursorSource, Keyset, PageRequest, PageSource, RequestHead, paginate,
    sql::{self, SqlSource},
};
use velithon_test_support::{Answer, Events, get};

#[derive(Serialize, FromRow, Keyset)]
#[keyset(sort = "id", id)]
struct Row {
    #[keyset(unique)]
    id: i64,
}

#[paginate]
async fn pages(db: SqlitePool) -> SqlSource<Sqlite, Row> {
    sql::select("SELECT 1 AS id").on(db)
}

#[paginate(style = cursor)]
async fn walk(db: SqlitePool) -> SqlSource<Sqlite, Row> {
    sql::select("SELECT 1 AS id").on(db)
}

/// A source of an application's own, whose error wraps that of sqlx.
struct Wrapped(SqlitePool);

#[derive(Debug)]
struct StoreError(sqlx::Error);

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the store failed")
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl PageSource for Wrapped {
    type Item = i64;
    type Error = StoreError;

    async fn rows(&mut self, _: PageRequest) -> Result<Vec<i64>, StoreError> {
        let rows = sqlx::query_scalar("SELECT 1").fetch_all(&self.0);
        rows.await.map_err(StoreError)
    }
}

#[paginate]
async fn wrapped(db: SqlitePool) -> Wrapped {
    Wrapped(db)
}

#[tokio::test]
async fn an_exhausted_pool_is_503_with_the_time_to_try_again() {
    let options = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_millis(1));
    let db = options.connect_lazy("sqlite::memory:").expect("a pool");
    let mut held = db.acquire().await;
    for _ in 0..1_000 {
        if held.is_ok() {
            break;
        }
        held = db.acquire().await;
    }
    let held = held.expect("the pool's one connection");

    let (events, _guard) = Events::record();
    let answers: [(&str, Answer); 3] = [
        ("pages", pages(get("/"), db.clone()).await.into_http().into()),
        ("walk", walk(get("/"), db.clone()).await.into_http().into()),
        ("wrapped", wrapped(get("/"), db.clone()).await.into_http().into()),
    ];
    for (name, answer) in answers {
        assert_eq!(answer.status(), 503, "{name}");
        assert_eq!(answer.header("retry-after"), Some("5"), "{name}");
        assert_eq!(answer.json()["code"], "database-busy", "{name}");
    }
    let logged = events.take();
    assert_eq!(logged.len(), 3);
    assert!(logged.iter().all(|event| event.level == Level::WARN), "{logged:?}");
    drop(held);
}

#[paginate(style = cursor, export)]
async fn numbers(db: SqlitePool) -> SqlSource<Sqlite, Row> {
    sql::select("SELECT id FROM numbers").on(db)
}

/// The pool has one connection, and the client of the export takes whatever comes.
#[tokio::test]
async fn an_export_lets_others_have_the_only_connection() {
    let options = SqlitePoolOptions::new().max_connections(1);
    let db = options.connect("sqlite::memory:").await.expect("a pool");
    let fill = "CREATE TABLE numbers (id INTEGER PRIMARY KEY);
        WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 400000) INSERT INTO numbers SELECT id FROM n";
    sqlx::raw_sql(fill).execute(&db).await.expect("a table");
    let request = RequestHead::new(Method::GET, Uri::from_static("/"));
    let accept = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/jsonl"))]);
    let mut body = numbers(request.with_headers(&accept), db.clone())
        .await
        .into_http()
        .into_body();
    let client = tokio::spawn(async move { while let Some(Ok(_)) = body.frame().await {} });
    for _ in 0..2 {
        drop(db.acquire().await.expect("the connection"));
    }
    assert!(!client.is_finished(), "the export goes on");
    client.abort();
}

#[tokio::test]
async fn batches_share_one_connection_until_it_is_released() {
    let acquired = Arc::new(AtomicU32::new(0));
    let counter = acquired.clone();
    // It is not called for a new connection, but `connect` has opened the only one: every acquisition is counted.
    let options = SqlitePoolOptions::new().max_connections(1).before_acquire(move |_, _| {
        counter.fetch_add(1, Ordering::Relaxed);
        Box::pin(async { Ok(true) })
    });
    let db = options.connect("sqlite::memory:").await.expect("a pool");
    let mut source: SqlSource<Sqlite, Row> = sql::select("SELECT 1 AS id").on(&db);
    let request = CursorRequest::new(1);
    for acquisitions in [1, 2] {
        for _ in 0..2 {
            assert_eq!(source.batch(&request).await.expect("a batch").rows().len(), 1);
            assert_eq!(acquired.load(Ordering::Relaxed), acquisitions);
        }
        source.release();
    }
}
