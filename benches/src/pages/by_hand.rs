//! The same pages as one writes them for one handler: fewer refusals, and links that forget every other parameter.

use std::fmt::Write;

use axum::{
    Json,
    extract::{Query, State},
    http::{
        StatusCode,
        header::{CONTENT_TYPE, LINK},
    },
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

use super::rows::Rows;
use crate::items::Small;

const MAX_SIZE: u64 = 100;

#[derive(Deserialize)]
pub(super) struct Params {
    #[serde(default = "first")]
    page: u64,
    #[serde(default = "twenty")]
    size: u64,
}

fn first() -> u64 {
    1
}

fn twenty() -> u64 {
    20
}

impl Params {
    /// Which rows to read, with one more than the page has.
    fn window(&mut self) -> Result<(usize, usize), StatusCode> {
        if self.page == 0 || self.size == 0 {
            return Err(StatusCode::BAD_REQUEST);
        }
        self.size = self.size.min(MAX_SIZE);
        let start = (self.page - 1).checked_mul(self.size);
        let start = start.and_then(|start| usize::try_from(start).ok());
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        start.map(|start| (start, size)).ok_or(StatusCode::BAD_REQUEST)
    }
}

#[derive(Serialize)]
struct Envelope<'r> {
    items: &'r [Small],
    page: u64,
    size: u64,
    total: u64,
    total_kind: &'static str,
    total_pages: u64,
}

pub(super) async fn source(State(rows): Rows, Query(mut params): Query<Params>) -> Result<Response, StatusCode> {
    let (start, size) = params.window()?;
    let left = rows.get(start..).unwrap_or_default();
    let page = &left[..size.min(left.len())];
    Ok(answer(&params, page, left.len() > size, rows.len() as u64, Json))
}

/// The same with a faster body than axum's `Json`, which writes through a `BytesMut`.
pub(super) async fn source_to_vec(State(rows): Rows, Query(mut params): Query<Params>) -> Result<Response, StatusCode> {
    let (start, size) = params.window()?;
    let left = rows.get(start..).unwrap_or_default();
    let page = &left[..size.min(left.len())];
    Ok(answer(
        &params,
        page,
        left.len() > size,
        rows.len() as u64,
        |envelope| {
            let body = serde_json::to_vec(&envelope).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR);
            ([(CONTENT_TYPE, "application/json")], body)
        },
    ))
}

pub(super) async fn handle(State(rows): Rows, Query(mut params): Query<Params>) -> Result<Response, StatusCode> {
    let (start, size) = params.window()?;
    let mut found: Vec<Small> = rows.iter().skip(start).take(size + 1).cloned().collect();
    let more = found.len() > size;
    found.truncate(size);
    Ok(answer(&params, &found, more, rows.len() as u64, Json))
}

fn answer<'r, R: IntoResponse>(
    &Params { page, size }: &Params,
    items: &'r [Small],
    more: bool,
    total: u64,
    body: impl FnOnce(Envelope<'r>) -> R,
) -> Response {
    let total_pages = total.div_ceil(size);
    let mut link = format!(r#"<?page=1&size={size}>; rel="first""#);
    if page > 1 {
        let _ = write!(link, r#", <?page={}&size={size}>; rel="prev""#, page - 1);
    }
    if more {
        let _ = write!(link, r#", <?page={}&size={size}>; rel="next""#, page + 1);
    }
    let _ = write!(link, r#", <?page={total_pages}&size={size}>; rel="last""#);
    let envelope = Envelope {
        items,
        page,
        size,
        total,
        total_kind: "exact",
        total_pages,
    };
    ([(LINK, link)], body(envelope)).into_response()
}
