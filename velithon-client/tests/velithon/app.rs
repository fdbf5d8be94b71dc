//! The server: a table in SQLite, and the handlers that export it.

use std::{
    fs,
    future::IntoFuture,
    net::SocketAddr,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicUsize, Ordering},
};

use axum::{Router, extract::State, routing::get};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, Sqlite, SqlitePool, sqlite::SqliteConnectOptions};
use tokio::{net::TcpListener, task::JoinHandle};
use velithon::{
    CursorKeys, Keyset, paginate,
    sql::{self, SqlSource},
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromRow, Keyset)]
#[keyset(sort = "id", id asc)]
#[keyset(sort = "group", grp desc, id asc)]
pub(crate) struct Row {
    #[keyset(unique)]
    pub(crate) id: i64,
    pub(crate) grp: i64,
    pub(crate) name: String,
}

static KEYS: CursorKeys = CursorKeys::new();

fn all(db: SqlitePool) -> SqlSource<Sqlite, Row> {
    sql::select("SELECT * FROM entries").on(db)
}

#[paginate(style = cursor, export, batch = 5)]
async fn entries(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Row> {
    all(db)
}

#[paginate(style = cursor, export, batch = 5, cursor = "page[after]")]
async fn renamed(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Row> {
    all(db)
}

#[paginate(style = cursor, export, batch = 5, sign = KEYS, cursor = "c")]
async fn signed(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Row> {
    all(db)
}

/// How many rows there are.
pub(crate) const COUNT: i64 = 23;

/// A table of rows that have ties, so that an order is not that of the ids. Its file goes with it.
pub(crate) struct Table {
    pub(crate) db: SqlitePool,
    file: PathBuf,
}

impl Drop for Table {
    fn drop(&mut self) {
        // What is left of it is in the folder for that.
        let _ = fs::remove_file(&self.file);
    }
}

pub(crate) async fn table() -> Table {
    static COUNTER: AtomicUsize = AtomicUsize::new(0);

    // In a file: a database in memory ends with its connection, which a request that is dropped may take along.
    let name = format!(
        "entries-{}-{}.db",
        process::id(),
        COUNTER.fetch_add(1, Ordering::Relaxed)
    );
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
    let db = SqlitePool::connect_with(options).await.unwrap();
    sqlx::raw_sql("CREATE TABLE entries (id INTEGER PRIMARY KEY, grp INTEGER NOT NULL, name TEXT NOT NULL)")
        .execute(&db)
        .await
        .unwrap();
    for id in 1..=COUNT {
        insert(&db, id).await;
    }
    Table { db, file }
}

pub(crate) async fn insert(db: &SqlitePool, id: i64) {
    sqlx::query("INSERT INTO entries VALUES (?, ?, ?)")
        .bind(id)
        .bind(id % 3)
        .bind(format!("entry {id}, \"quoted\" and é"))
        .execute(db)
        .await
        .unwrap();
}

/// The rows as an order has them.
pub(crate) async fn rows(db: &SqlitePool, order: &'static str) -> Vec<Row> {
    sqlx::query_as(order).fetch_all(db).await.unwrap()
}

pub(crate) fn routes(db: SqlitePool) -> Router {
    // Each test asks for its own; the first one sets the keys of all.
    let _ = KEYS.set([[7; 32]]);
    Router::new()
        .route("/entries", get(entries))
        .route("/renamed", get(renamed))
        .route("/signed", get(signed))
        .with_state(db)
}

/// A server that runs until it is dropped.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    task: JoinHandle<()>,
}

impl Running {
    pub(crate) async fn start(routes: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serve = axum::serve(listener, routes).into_future();
        let task = tokio::spawn(async move { serve.await.unwrap() });
        Self { address, task }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}
