//! The routes.

use axum::{Json, Router, extract::State, routing::get};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use velithon::{MemoryManager, MemoryReport, ProcessMemory, memory_health, stream_json};

use crate::{generated, live, orders, state::Store, users};

/// What `/` answers and the start prints.
#[derive(Serialize, ToSchema)]
pub(crate) struct Route {
    pub(crate) path: &'static str,
    pub(crate) about: &'static str,
}

pub(crate) const ROUTES: &[Route] = &[
    route("/", "this list"),
    route(
        "/orders/export",
        "all 1,000,000 orders, straight from the database; as lines with -H 'Accept: application/x-ndjson'",
    ),
    route("/orders/export.json", "the same as a file to keep"),
    route("/orders/live", "new orders as they come in, as server-sent events"),
    route("/large-dataset", "100,000 items of an iterator"),
    route("/analytics", "50,000 metrics and 50,000 timestamps, in one document"),
    route("/users", "100,000 users in pages: ?page=2&size=50"),
    route("/orders", "the orders in pages by offset: ?offset=40&limit=20"),
    route("/orders/statistics", "totals by status, cached for half a minute"),
    route("/health/memory", "what the process and the system say about memory"),
    route("/health/process", "the memory of the process alone"),
    route("/openapi.json", "all of these, for programs that make clients"),
];

const fn route(path: &'static str, about: &'static str) -> Route {
    Route { path, about }
}

#[derive(OpenApi)]
#[openapi(info(title = "Store", description = "Users and their orders."))]
struct Document;

pub(crate) fn router(store: Store) -> Router {
    let (router, document) = OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(index))
        .routes(routes!(orders::export))
        .routes(routes!(orders::download))
        .routes(routes!(live::feed))
        .routes(routes!(generated::large_dataset))
        .routes(routes!(generated::analytics))
        .routes(routes!(users::list))
        .routes(routes!(orders::list))
        .routes(routes!(orders::statistics))
        .routes(routes!(health))
        .routes(routes!(process))
        .split_for_parts();
    router
        .route("/openapi.json", get(async move || Json(document)))
        .with_state(store)
}

/// What there is to ask for.
#[stream_json(openapi)]
#[utoipa::path(get, path = "/")]
async fn index() -> &'static [Route] {
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
