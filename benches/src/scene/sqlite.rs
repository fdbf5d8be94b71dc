//! Rows of a database, as owned values and as views of the driver's own.

mod by_hand;

use std::{path::PathBuf, sync::OnceLock};

use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_streams::{JsonArrayStreamFormat, StreamBodyAs, StreamBodyAsOptions};
use futures::{StreamExt, TryStreamExt};
use serde::Serialize;
use sqlx::{
    FromRow, Row as _, SqlitePool,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteRow},
};
use velithon::{Emitter, stream_json};

use super::{Demands, Load, Scene, Unit};
use crate::Failure;
use crate::contenders::{Contender, Side, Text, counted};

const ROWS: u32 = 100_000;
const SELECT: &str = "SELECT id, customer, name, product, cents, status, created_at FROM orders ORDER BY id LIMIT $1";

#[derive(Serialize, FromRow)]
struct Order {
    id: i64,
    customer: i64,
    name: String,
    product: String,
    cents: i64,
    status: String,
    created_at: String,
}

#[derive(Serialize)]
struct OrderView<'r> {
    id: i64,
    customer: i64,
    name: &'r str,
    product: &'r str,
    cents: i64,
    status: &'r str,
    created_at: &'r str,
}

impl<'r> OrderView<'r> {
    fn of(row: &'r SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get(0)?,
            customer: row.try_get(1)?,
            name: row.try_get(2)?,
            product: row.try_get(3)?,
            cents: row.try_get(4)?,
            status: row.try_get(5)?,
            created_at: row.try_get(6)?,
        })
    }
}

pub(super) fn scene() -> Scene {
    use Side::{Measure, Ours, Peer};
    Scene {
        name: "sqlite",
        flag: "--sqlite".to_owned(),
        title: format!("{ROWS} rows of SQLite, by sqlx and its own thread"),
        unit: Unit::Item,
        load: Load::of(ROWS),
        rounds: 15,
        counted: None,
        demands: Demands::NONE,
        threads: "one runtime thread and one of the driver's",
        contenders: vec![
            Contender::new("loop-borrowed", "hand-written loop, views of rows", Measure, || {
                counted(by_hand::borrowed)
            }),
            Contender::new("loop-owned", "hand-written loop, owned rows", Measure, || {
                counted(by_hand::owned)
            }),
            Contender::new("borrowed", "velithon, emit, views of rows", Ours, || counted(borrowed)),
            Contender::new("owned", "velithon, emit, owned rows", Ours, || counted(owned)),
            Contender::new("emit-all", "velithon, emit_all, owned rows", Ours, || counted(emit_all)),
            Contender::new("json-vec", "axum Json(fetch_all)", Peer, || counted(vector)),
            Contender::new("streams", "axum-streams", Peer, || counted(streams)),
            Contender::new("streams-items", "axum-streams, 1000 ready items", Peer, || {
                counted(streams_items)
            }),
            Contender::new("streams-bytes", "axum-streams, 32 KiB", Peer, || counted(streams_bytes)),
        ],
        expected,
        note: String::new,
    }
}

/// The database, beside the program; made at the first need.
fn file() -> Result<PathBuf, Failure> {
    let path = std::env::current_exe()?.with_extension("1.db");
    if path.exists() {
        return Ok(path);
    }
    let partial = path.with_extension(format!("{}.partial", std::process::id()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(&partial).create_if_missing(true);
        let db = SqlitePool::connect_with(options).await?;
        sqlx::query(
            "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, name TEXT NOT NULL,
             product TEXT NOT NULL, cents INTEGER NOT NULL, status TEXT NOT NULL, created_at TEXT NOT NULL)",
        )
        .execute(&db)
        .await?;
        sqlx::query(
            "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < $1)
             INSERT INTO orders SELECT n, 100000 + n * 7919 % 900000, 'Customer ' || n, 'Desk lamp, brass, 40 cm',
             10000 + n * 31 % 90000, CASE n % 3 WHEN 0 THEN 'paid' ELSE 'open' END, '2026-03-14T15:09:26Z' FROM n",
        )
        .bind(ROWS)
        .execute(&db)
        .await?;
        db.close().await;
        Ok::<_, sqlx::Error>(())
    })?;
    std::fs::rename(partial, &path)?;
    Ok(path)
}

/// The one pool of the process; streams of a peer want to borrow it for ever.
fn pool() -> &'static SqlitePool {
    static POOL: OnceLock<SqlitePool> = OnceLock::new();
    POOL.get_or_init(|| {
        let path = std::env::current_exe().unwrap_or_default().with_extension("1.db");
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .row_buffer_size(500);
        SqlitePoolOptions::new().connect_lazy_with(options)
    })
}

fn expected(count: u32, _: Text) -> Result<Vec<u8>, Failure> {
    if count > ROWS {
        return Err(format!("the database has {ROWS} rows").into());
    }
    file()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let rows: Vec<Order> = runtime.block_on(async { sqlx::query_as(SELECT).bind(count).fetch_all(pool()).await })?;
    Ok(serde_json::to_vec(&rows)?)
}

struct Failed(sqlx::Error);

impl From<sqlx::Error> for Failed {
    fn from(error: sqlx::Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        eprintln!("{}", self.0);
        axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

async fn vector(Path(count): Path<u32>) -> Result<Json<Vec<Order>>, Failed> {
    Ok(Json(sqlx::query_as(SELECT).bind(count).fetch_all(pool()).await?))
}

#[stream_json]
async fn owned(Path(count): Path<u32>, rows: &Emitter<Order>) -> Result<(), Failed> {
    let mut orders = sqlx::query_as(SELECT).bind(count).fetch(pool());
    while let Some(order) = orders.try_next().await? {
        rows.emit(&order).await;
    }
    Ok(())
}

#[stream_json]
async fn borrowed(Path(count): Path<u32>, rows: &Emitter<OrderView<'_>>) -> Result<(), Failed> {
    let mut orders = sqlx::query(SELECT).bind(count).fetch(pool());
    while let Some(order) = orders.try_next().await? {
        rows.emit(&OrderView::of(&order)?).await;
    }
    Ok(())
}

#[stream_json]
async fn emit_all(Path(count): Path<u32>, rows: &Emitter<Order>) -> Result<(), Failed> {
    rows.emit_all(sqlx::query_as::<_, Order>(SELECT).bind(count).fetch(pool()))
        .await?;
    Ok(())
}

async fn streams(Path(count): Path<u32>) -> impl IntoResponse {
    array(count, StreamBodyAsOptions::new())
}

async fn streams_items(Path(count): Path<u32>) -> impl IntoResponse {
    array(count, StreamBodyAsOptions::new().buffering_ready_items(1_000))
}

async fn streams_bytes(Path(count): Path<u32>) -> impl IntoResponse {
    array(count, StreamBodyAsOptions::new().buffering_bytes(32 * 1024))
}

fn array(count: u32, options: StreamBodyAsOptions) -> impl IntoResponse {
    let orders = sqlx::query_as::<_, Order>(SELECT).bind(count).fetch(pool());
    StreamBodyAs::with_options(
        JsonArrayStreamFormat::new(),
        orders.map(|order| order.map_err(axum::Error::new)),
        options,
    )
}
