//! Orders: all of them, a page of them, and what they come to.

use axum::{Json, extract::State};
use chrono::{SecondsFormat, Utc};
use futures::TryStreamExt;
use serde::Serialize;
use sqlx::{FromRow, Pool};
use tokio::sync::Mutex;
use utoipa::ToSchema;
use velithon::{
    Emitter, Keyset, MemoryManager, SmallCache,
    memory::HeapSize,
    paginate,
    sql::{self, OrderBy, SqlKeyset, SqlRow, SqlSource},
    stream_json,
};

use crate::{backend::Backend, burst::Burst, error::AppError, lease::Lease};

#[derive(Serialize, FromRow, Keyset, ToSchema)]
#[keyset(sort = "oldest", id asc)]
pub(crate) struct Order {
    #[keyset(unique)]
    pub(crate) id: i64,
    user_id: i64,
    product: String,
    quantity: i64,
    total_cents: i64,
    status: String,
    created_at: String,
}

impl Order {
    /// The same, ordered now by another user.
    pub(crate) fn again(self, id: i64, user_id: i64) -> Self {
        Self {
            id,
            user_id,
            status: "paid".to_owned(),
            created_at: Utc::now().to_rfc3339_opts(SecondsFormat::Secs, false),
            ..self
        }
    }
}

/// All orders.
// Each is written into the chunk that is sent next, and forgotten: as an array, or as lines of JSON or a table where the client
// asks for them. The statement borrows the pool, which the stream keeps for as long as it runs.
#[stream_json(formats = [array, ndjson, csv], openapi)]
#[utoipa::path(get, path = "/orders/export", responses(AppError))]
pub(crate) async fn export<DB: Backend>(
    State(db): State<Pool<DB>>,
    State(memory): State<MemoryManager>,
    rows: &Emitter<Order>,
) -> Result<(), AppError>
where
    Order: SqlRow<DB>,
{
    let _burst = Burst::begin(memory);
    write_all(&db, rows).await
}

/// All orders as a file to keep: always one array, and with a name that a browser saves it under.
#[stream_json(format = array, filename = "orders.json", openapi)]
#[utoipa::path(get, path = "/orders/export.json", responses(AppError))]
pub(crate) async fn download<DB: Backend>(
    State(db): State<Pool<DB>>,
    State(memory): State<MemoryManager>,
    rows: &Emitter<Order>,
) -> Result<(), AppError>
where
    Order: SqlRow<DB>,
{
    let _burst = Burst::begin(memory);
    write_all(&db, rows).await
}

/// All orders, collected into a list before the first is sent: what to compare the export with.
// One at a time, because each takes half a gigabyte.
#[utoipa::path(get, path = "/orders/collected", operation_id = "collected", responses(
    (status = 200, description = "A list.", body = Vec<Order>), AppError))]
pub(crate) async fn collected<DB: Backend>(
    State(db): State<Pool<DB>>,
    State(memory): State<MemoryManager>,
) -> Result<Json<Vec<Order>>, AppError>
where
    Order: SqlRow<DB>,
{
    static TURN: Mutex<()> = Mutex::const_new(());
    let _turn = TURN.lock().await;
    let _burst = Burst::begin(memory);
    let orders = DB::stream(&db, "SELECT * FROM orders ORDER BY id")
        .try_collect()
        .await?;
    Ok(Json(orders))
}

async fn write_all<DB: Backend>(db: &Pool<DB>, rows: &Emitter<Order>) -> Result<(), AppError>
where
    Order: SqlRow<DB>,
{
    let mut lease = Lease::from(db).await?;
    let mut orders = DB::stream_on(lease.connection(), "SELECT * FROM orders ORDER BY id");
    while let Some(order) = orders.try_next().await? {
        rows.emit(&order).await;
    }
    drop(orders);
    lease.complete();
    Ok(())
}

/// The orders, oldest first: a page, or all of them: as lines or events that can be resumed after a cut, or as a table.
#[paginate(style = cursor, export, formats = [ndjson, sse, csv], size = 20, openapi = Order)]
#[utoipa::path(get, path = "/orders", operation_id = "orders")]
pub(crate) async fn list<DB: Backend>(State(db): State<Pool<DB>>) -> SqlSource<DB, Order>
where
    Order: SqlRow<DB> + SqlKeyset<DB>,
{
    sql::select("SELECT * FROM orders").on(db)
}

/// The orders by offset, with a total.
// A total that says "10,000 at least" is found a hundred times sooner than that of a million orders.
#[paginate(style = offset, size = 20, total = capped(10_000), openapi = Order)]
#[utoipa::path(get, path = "/orders/window", operation_id = "order_window")]
pub(crate) async fn window<DB: Backend>(State(db): State<Pool<DB>>) -> SqlSource<DB, Order, OrderBy>
where
    Order: SqlRow<DB>,
{
    sql::select("SELECT * FROM orders").order_by("id").on(db)
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
pub(crate) async fn statistics<DB: Backend>(
    State(db): State<Pool<DB>>,
    State(cache): State<Statistics>,
) -> Result<Vec<StatusTotal>, AppError>
where
    StatusTotal: SqlRow<DB>,
{
    let totals = cache
        .get_or_try_load(&(), || DB::stream(&db, DB::STATISTICS).try_collect::<Vec<_>>())
        .await?;
    Ok(totals)
}
