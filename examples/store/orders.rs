//! Orders: all of them, a page of them, and what they come to.

use axum::{
    extract::State,
    http::{HeaderValue, header::CONTENT_DISPOSITION},
};
use futures::TryStreamExt;
use serde::Serialize;
use sqlx::{FromRow, SqlitePool};
use utoipa::ToSchema;
use velithon::{
    CountSource, Emitter, HeapSize, MemoryManager, PageRequest, PageSource, SmallCache, paginate, stream_json,
};

use crate::{burst::Burst, error::AppError};

#[derive(Serialize, FromRow, ToSchema)]
pub(crate) struct Order {
    pub(crate) id: i64,
    user_id: i64,
    product: String,
    quantity: i64,
    total_cents: i64,
    status: String,
    created_at: String,
}

/// All orders.
// Each is written into the chunk that is sent next, and forgotten: as an array, or as lines of JSON where the client asks
// for them. The statement borrows the pool, which the stream keeps for as long as it runs.
#[stream_json(openapi)]
#[utoipa::path(get, path = "/orders/export", responses(AppError))]
pub(crate) async fn export(
    State(db): State<SqlitePool>,
    State(memory): State<MemoryManager>,
    rows: &Emitter<Order>,
) -> Result<(), AppError> {
    let _burst = Burst::begin(memory);
    write_all(&db, rows).await
}

/// All orders as a file to keep.
// Always one array, and with a name that a browser saves it under.
#[stream_json(format = array, openapi)]
#[utoipa::path(get, path = "/orders/export.json", responses(AppError))]
pub(crate) async fn download(
    State(db): State<SqlitePool>,
    State(memory): State<MemoryManager>,
    rows: &Emitter<Order>,
) -> Result<(), AppError> {
    let _burst = Burst::begin(memory);
    let name = HeaderValue::from_static("attachment; filename=\"orders.json\"");
    rows.headers_mut().insert(CONTENT_DISPOSITION, name);
    write_all(&db, rows).await
}

async fn write_all(db: &SqlitePool, rows: &Emitter<Order>) -> Result<(), AppError> {
    let mut orders = sqlx::query_as("SELECT * FROM orders ORDER BY id").fetch(db);
    while let Some(order) = orders.try_next().await? {
        rows.emit(&order).await;
    }
    Ok(())
}

/// The order book as something to paginate.
pub(crate) struct Orders {
    db: SqlitePool,
}

/// The orders, oldest first.
// A total that says "10,000 at least" is found a hundred times sooner than that of a million orders.
#[paginate(style = offset, size = 20, total = capped(10_000), openapi)]
#[utoipa::path(get, path = "/orders", operation_id = "orders")]
pub(crate) async fn list(State(db): State<SqlitePool>) -> Orders {
    Orders { db }
}

impl PageSource for Orders {
    type Item = Order;
    type Error = sqlx::Error;

    async fn rows(&mut self, page: PageRequest) -> sqlx::Result<Vec<Order>> {
        sqlx::query_as("SELECT * FROM orders ORDER BY id LIMIT $1 OFFSET $2")
            .bind(page.limit())
            .bind(page.offset())
            .fetch_all(&self.db)
            .await
    }
}

impl CountSource for Orders {
    async fn count(&mut self, at_most: u64) -> sqlx::Result<u64> {
        let limit = i64::try_from(at_most).unwrap_or(i64::MAX);
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM (SELECT 1 FROM orders LIMIT $1)")
            .bind(limit)
            .fetch_one(&self.db)
            .await?;
        Ok(count.unsigned_abs())
    }
}

/// The orders of one status.
#[derive(Clone, Serialize, FromRow, ToSchema)]
pub(crate) struct StatusTotal {
    status: String,
    orders: i64,
    total_cents: i64,
}

impl HeapSize for StatusTotal {
    fn heap_size(&self) -> usize {
        self.status.heap_size()
    }
}

/// What the shop has sold, by status. To find it, the database looks at every order.
pub(crate) type Statistics = SmallCache<(), Vec<StatusTotal>>;

/// What the shop has sold, by status.
#[stream_json(openapi)]
#[utoipa::path(get, path = "/orders/statistics", responses(AppError))]
pub(crate) async fn statistics(
    State(db): State<SqlitePool>,
    State(cache): State<Statistics>,
) -> Result<Vec<StatusTotal>, AppError> {
    let sql = "SELECT status, COUNT(*) AS orders, SUM(total_cents) AS total_cents FROM orders GROUP BY status";
    let totals = cache
        .get_or_try_load(&(), || sqlx::query_as(sql).fetch_all(&db))
        .await?;
    Ok(totals)
}
