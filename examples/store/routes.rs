//! The routes.

use axum::{Json, Router, extract::State, routing::get};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use velithon::{
    MemoryManager, MemoryReport,
    memory::ProcessMemory,
    memory_health,
    sql::{SqlKeyset, SqlRow},
    stream_json,
};

use crate::{
    backend::Backend,
    feed, generated, live,
    orders::{self, Order, StatusTotal},
    page,
    people::{self, Person},
    state::Store,
    users::{self, User},
};

/// What `/` answers and the start prints.
#[derive(Serialize, ToSchema)]
pub(crate) struct Route {
    pub(crate) path: &'static str,
    pub(crate) about: &'static str,
}

pub(crate) const ROUTES: &[Route] = &[
    route("/", "this list, and a page for browsers"),
    route(
        "/orders/export",
        "all 1,000,000 orders, straight from the database; as lines with -H 'Accept: application/x-ndjson', as a table with \
         -H 'Accept: text/csv'",
    ),
    route("/orders/export.json", "the same as a file to keep"),
    route(
        "/orders/collected",
        "the same, collected into a list first, to compare: some 370 MB of memory",
    ),
    route("/orders/live", "new orders as they come in, as server-sent events"),
    route("/large-dataset", "100,000 items of an iterator"),
    route("/analytics", "50,000 metrics and 50,000 timestamps, in one document"),
    route("/users", "100,000 users in pages: ?page=2&size=50"),
    route(
        "/people",
        "the users by cursor, the newest first: ?size=20, or ?sort=nickname; next_cursor leads on; all of them for a \
         spreadsheet with -H 'Accept: text/csv'",
    ),
    route("/feed", "news by cursor, from memory"),
    route(
        "/orders",
        "the orders in pages by cursor; all of them, to be resumed after a cut, with -H 'Accept: application/jsonl', or as a \
         table with -H 'Accept: text/csv'",
    ),
    route("/orders/window", "the orders in pages by offset: ?offset=40&limit=20"),
    route("/orders/statistics", "totals by status, cached for half a minute"),
    route("/health/memory", "what the process and the system say about memory"),
    route("/health/process", "the memory of the process alone"),
    route("/openapi.json", "all of these, for programs that make clients"),
];

const fn route(path: &'static str, about: &'static str) -> Route {
    Route { path, about }
}

#[derive(OpenApi)]
#[openapi(
    info(title = "Store", description = "Users and their orders."),
    paths(
        index,
        orders::export,
        orders::download,
        orders::collected,
        live::feed,
        generated::large_dataset,
        generated::analytics,
        users::list,
        people::list,
        feed::list,
        orders::list,
        orders::window,
        orders::statistics,
        health,
        process,
    )
)]
struct Document;

pub(crate) fn router<DB: Backend>(store: Store<DB>) -> Router
where
    Order: SqlRow<DB> + SqlKeyset<DB>,
    StatusTotal: SqlRow<DB>,
    User: SqlRow<DB>,
    Person: SqlRow<DB> + SqlKeyset<DB>,
{
    Router::new()
        .route("/", get(page::front))
        .route("/orders/export", get(orders::export::<DB>))
        .route("/orders/export.json", get(orders::download::<DB>))
        .route("/orders/collected", get(orders::collected::<DB>))
        .route("/orders/live", get(live::feed))
        .route("/large-dataset", get(generated::large_dataset))
        .route("/analytics", get(generated::analytics))
        .route("/users", get(users::list::<DB>))
        .route("/people", get(people::list::<DB>))
        .route("/feed", get(feed::list))
        .route("/orders", get(orders::list::<DB>))
        .route("/orders/window", get(orders::window::<DB>))
        .route("/orders/statistics", get(orders::statistics::<DB>))
        .route("/health/memory", get(health))
        .route("/health/process", get(process))
        .route("/openapi.json", get(async || Json(Document::openapi())))
        .with_state(store)
}

/// What there is to ask for.
#[stream_json(openapi)]
#[utoipa::path(get, path = "/")]
pub(crate) async fn index() -> &'static [Route] {
    ROUTES
}

/// What the process and the system say about memory.
#[utoipa::path(get, path = "/health/memory", responses((status = 200, description = "A report.", body = MemoryReport)))]
async fn health() -> MemoryReport {
    memory_health().await
}

/// The memory of the process alone.
#[utoipa::path(get, path = "/health/process", responses((status = 200, description = "In bytes.", body = ProcessMemory)))]
async fn process(State(memory): State<MemoryManager>) -> Json<ProcessMemory> {
    Json(memory.report().process)
}
