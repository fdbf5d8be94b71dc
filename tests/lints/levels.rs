//! What handlers expect is fulfilled, and what their signatures make of themselves is not reported.

#![expect(dead_code, reason = "no handler is routed")]
#![warn(clippy::absolute_paths, clippy::shadow_reuse)]

use std::rc::Rc;

use axum::extract::{Path, State};
use velithon::{Emitter, PageItems, PageRequest, paginate, stream_json};

use crate::types::{AppError, AppResult, Db, PageOrResponse, Row};

/// The other name of the crate is in scope where it is written.
mod facade {
    pub(super) use velithon::*;
}

#[stream_json]
#[expect(clippy::unused_async, reason = "the function alone would need it")]
async fn awaits_nothing() -> Vec<u32> {
    vec![1]
}

#[paginate]
#[must_use]
#[expect(clippy::double_must_use, clippy::pedantic, reason = "the same")]
async fn twice_of_use() -> AppResult<Vec<u32>> {
    Ok(vec![1])
}

#[stream_json]
#[expect(clippy::needless_pass_by_value, clippy::unnecessary_wraps, reason = "the same")]
fn owns(State(db): State<Db>) -> AppResult<Vec<Row>> {
    Ok(db.0.to_vec())
}

type Nested = Option<(u32, Vec<(u32, Option<Vec<u32>>)>)>;

#[stream_json]
#[expect(clippy::type_complexity, reason = "it is")]
async fn complex(
    _: State<(
        Nested,
        [Option<Vec<(u32, Option<Vec<(u32, Vec<u32>)>>)>>; 2],
        Option<(u32, u32)>,
    )>,
) -> Vec<u32> {
    vec![1]
}

#[stream_json]
async fn named(#[expect(non_snake_case, reason = "as in the path")] ID: Path<u32>) -> Vec<u32> {
    vec![ID.0]
}

#[stream_json]
async fn taken_apart(Path((first, second)): Path<(u32, u32)>, mut db: State<Db>) -> Vec<u32> {
    db.0 = Db::default();
    vec![first, second]
}

#[stream_json(?Send)]
async fn local() -> Rc<[u32]> {
    [1].into()
}

#[stream_json]
async fn shared(State(db): State<Db>) -> Box<dyn Iterator<Item = usize> + Send> {
    Box::new(0..db.0.len())
}

#[stream_json]
async fn matched() -> Result<impl Iterator<Item = u32>, AppError> {
    Ok([1].into_iter())
}

#[stream_json]
async fn borrowed<'a>() -> impl Iterator<Item = &'a str> {
    ["a"].into_iter()
}

#[stream_json]
fn borrowed_blocking<'a>() -> impl Iterator<Item = &'a str> {
    ["a"].into_iter()
}

#[paginate]
async fn page_borrowed<'a>() -> impl Iterator<Item = &'a str> {
    ["a"].into_iter()
}

/// Its error is as large as a response of axum is, and its alias does not say that there is one.
#[paginate]
async fn large(_: PageRequest) -> PageOrResponse {
    Ok(PageItems::new(vec![1]))
}

#[stream_json(crate = crate::levels::facade)]
async fn through_a_facade(rows: &Emitter<u32>) {
    rows.emit(&1).await;
}

#[paginate(crate = crate::levels::facade)]
async fn page_through_a_facade() -> Vec<u32> {
    vec![1]
}
