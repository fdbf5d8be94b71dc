use std::sync::Arc;

use axum::extract::State;
use serde::Serialize;
use velithon::{PageItems, PageParts, PageRequest, paginate};

use super::rows::Rows;
use crate::items::Small;

#[paginate(size = 20, max_size = 100)]
pub(super) async fn source(State(rows): Rows) -> Arc<[Small]> {
    rows
}

/// The same with other names.
#[paginate(
    size = 20,
    max_size = 100,
    items = "data",
    meta = "meta",
    members(page = "current_page", size = "per_page")
)]
pub(super) async fn named(State(rows): Rows) -> Arc<[Small]> {
    rows
}

/// A body of the application's own.
#[derive(Serialize)]
struct Legacy<R> {
    data: R,
    page: Option<u64>,
    size: u32,
    total: Option<u64>,
    total_kind: &'static str,
    total_pages: Option<u64>,
}

impl<R> From<PageParts<R>> for Legacy<R> {
    fn from(page: PageParts<R>) -> Self {
        Self {
            data: page.rows,
            page: page.page,
            size: page.size,
            total: page.total,
            total_kind: if page.total_is_exact { "exact" } else { "at_least" },
            total_pages: page.total_pages,
        }
    }
}

/// The same as that type.
#[paginate(size = 20, max_size = 100, envelope = Legacy)]
pub(super) async fn enveloped(State(rows): Rows) -> Arc<[Small]> {
    rows
}

#[paginate(size = 20, max_size = 100)]
pub(super) async fn handle(State(rows): Rows, page: PageRequest) -> PageItems<Small> {
    let start = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let limit = page.size() as usize + 1;
    let found = rows.iter().skip(start).take(limit).cloned().collect();
    PageItems::new(found).total(rows.len())
}
