//! Handlers of `#[paginate]` with numbered pages.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use futures::{Stream, stream};
use velithon::{PageItems, PageRequest, paginate};

use crate::types::{AppError, AppResult, Db, Row};

pub(crate) fn routes() -> Router<Db> {
    Router::new()
        .route("/requested", get(requested))
        .route("/awaited", get(awaited))
        .route("/results/{id}", get(results))
        .route("/response", get(response))
        .route("/listed", get(listed))
        .route("/complex", get(complex))
        .route("/complex/result", get(complex_result))
        .route("/listed/result", get(listed_result))
        .route("/iterated", get(iterated))
        .route("/streamed", get(streamed))
        .route("/set", get(set))
        .route("/blocking", get(blocking))
        .route("/blocking/requested", get(blocking_requested))
}

/// Its error is as large as a response of axum is.
#[paginate]
#[must_use]
async fn response(State(db): State<Db>, page: PageRequest) -> Result<PageItems<Row>, Response> {
    if page.size() > 50 {
        return Err(StatusCode::BAD_REQUEST.into_response());
    }
    Ok(PageItems::new(db.0.to_vec()))
}

#[paginate]
async fn requested(State(db): State<Db>, page: PageRequest) -> PageItems<Row> {
    let offset = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    PageItems::new(db.0.iter().skip(offset).cloned().collect())
}

#[paginate]
async fn awaited(State(db): State<Db>, _: PageRequest) -> PageItems<Row> {
    tokio::task::yield_now().await;
    PageItems::new(db.0.to_vec())
}

#[paginate]
async fn results(Path(id): Path<u32>, State(db): State<Db>, _: PageRequest) -> Result<PageItems<Row>, AppError> {
    if id == 0 {
        return Err(AppError);
    }
    tokio::task::yield_now().await;
    Ok(PageItems::new(db.0.to_vec()))
}

#[paginate]
async fn listed(State(db): State<Db>) -> Vec<Row> {
    db.0.to_vec()
}

#[paginate]
async fn listed_result(State(db): State<Db>) -> AppResult<Vec<Row>> {
    Ok(db.0.to_vec())
}

/// As complex as clippy lets a type be.
#[paginate]
async fn complex() -> Vec<(u32, f64, bool, &'static str, Option<u32>)> {
    vec![(1, 0.5, true, "a", None)]
}

#[paginate]
async fn complex_result() -> AppResult<Vec<(u32, f64, bool, &'static str, Option<u32>)>> {
    Ok(vec![(1, 0.5, true, "a", None)])
}

#[paginate]
async fn iterated(State(db): State<Db>) -> impl Iterator<Item = Row> {
    db.0.iter().cloned()
}

#[paginate]
async fn streamed(State(db): State<Db>) -> AppResult<impl Stream<Item = AppResult<usize>>> {
    Ok(stream::iter((0..db.0.len()).map(Ok)))
}

#[paginate(items = "rows", size = 10, max_size = 100, links = both, total = none)]
async fn set(State(db): State<Db>) -> impl Iterator<Item = Row> {
    db.0.iter().cloned()
}

#[paginate]
fn blocking(State(db): State<Db>) -> AppResult<Vec<Row>> {
    Ok(db.0.to_vec())
}

#[paginate]
fn blocking_requested(State(db): State<Db>, _: PageRequest) -> PageItems<Row> {
    PageItems::new(db.0.to_vec())
}

#[paginate]
#[expect(dead_code, reason = "the compiler reports what nobody routes")]
async fn unused() -> Vec<u32> {
    vec![1]
}

#[paginate]
#[expect(dead_code, reason = "the compiler reports what nobody routes")]
async fn unused_request(_: PageRequest) -> PageItems<u32> {
    PageItems::new(vec![1])
}
