//! The routes and their handlers.

use axum::{Router, extract::State, routing::get};
use futures::TryStreamExt;
use serde::Serialize;
use sqlx::{FromRow, SqlitePool};
use velithon::{Emitter, memory_health, stream_json};

use crate::error::AppError;

/// What `/` answers and the start prints.
#[derive(Serialize)]
pub(crate) struct Route {
    pub(crate) path: &'static str,
    pub(crate) about: &'static str,
}

pub(crate) const ROUTES: &[Route] = &[
    route("/", "this list"),
    route("/orders/export", "all 1,000,000 orders, straight from the database"),
    route("/large-dataset", "100,000 items of an iterator"),
    route("/analytics", "50,000 metrics and 50,000 timestamps, in one document"),
    route("/health/memory", "what the process and the system say about memory"),
];

const fn route(path: &'static str, about: &'static str) -> Route {
    Route { path, about }
}

pub(crate) fn router(db: SqlitePool) -> Router {
    Router::new()
        .route("/", get(index))
        .route("/orders/export", get(export))
        .route("/large-dataset", get(large_dataset))
        .route("/analytics", get(analytics))
        .route("/health/memory", get(memory_health))
        .with_state(db)
}

#[stream_json]
async fn index() -> &'static [Route] {
    ROUTES
}

#[derive(Serialize, FromRow)]
struct Order {
    id: i64,
    user_id: i64,
    product: String,
    quantity: i64,
    total_cents: i64,
    status: String,
    created_at: String,
}

/// Each order is written into the chunk that is sent next, and forgotten. The statement borrows the pool, which the
/// stream keeps for as long as it runs.
#[stream_json]
async fn export(State(db): State<SqlitePool>, rows: &Emitter<Order>) -> Result<(), AppError> {
    let mut orders = sqlx::query_as("SELECT * FROM orders ORDER BY id").fetch(&db);
    while let Some(order) = orders.try_next().await? {
        rows.emit(&order).await;
    }
    Ok(())
}

#[derive(Serialize)]
struct Item {
    id: u32,
    data: String,
}

/// The items of a returned iterator are made as the client reads them.
#[stream_json]
async fn large_dataset() -> impl Iterator<Item = Item> {
    (0..100_000).map(|id| Item {
        id,
        data: format!("Item {id}"),
    })
}

#[derive(Serialize)]
struct Analytics {
    metrics: Vec<Metric>,
    timestamps: Vec<u64>,
}

#[derive(Serialize)]
struct Metric {
    sensor: u32,
    value: f64,
}

/// Any other value is one document: its JSON text, too, is made as the client reads it.
#[stream_json]
async fn analytics() -> Analytics {
    Analytics {
        metrics: (0..50_000)
            .map(|sensor| Metric {
                sensor,
                value: f64::from(sensor).sin(),
            })
            .collect(),
        timestamps: (0..50_000).map(|minute| 1_704_067_200 + 60 * minute).collect(),
    }
}
