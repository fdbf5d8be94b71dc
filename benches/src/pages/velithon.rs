use std::sync::Arc;

use axum::extract::State;
use serde::Serialize;
use velithon::{PageItems, PageLink, PageParts, PageRequest, paginate};

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

/// What is sent without an envelope, as a body of the application's own.
#[derive(Serialize)]
struct Own<R> {
    items: R,
    page: Option<u64>,
    size: u32,
    total: Option<u64>,
    total_kind: &'static str,
    total_pages: Option<u64>,
}

impl<R> From<PageParts<R>> for Own<R> {
    fn from(page: PageParts<R>) -> Self {
        Self {
            items: page.rows,
            page: page.page,
            size: page.size,
            total: page.total,
            total_kind: if page.total_is_exact { "exact" } else { "at_least" },
            total_pages: page.total_pages,
        }
    }
}

/// The same as that type.
#[paginate(size = 20, max_size = 100, envelope = Own)]
pub(super) async fn enveloped(State(rows): Rows) -> Arc<[Small]> {
    rows
}

/// The same with links in its body.
#[paginate(size = 20, max_size = 100, links = body)]
pub(super) async fn linked(State(rows): Rows) -> Arc<[Small]> {
    rows
}

/// What is sent with links in the body, as a body of the application's own.
#[derive(Serialize)]
struct OwnLinked<R> {
    items: R,
    page: Option<u64>,
    size: u32,
    total: Option<u64>,
    total_kind: &'static str,
    total_pages: Option<u64>,
    links: OwnLinks,
}

#[derive(Serialize)]
struct OwnLinks {
    first: Option<PageLink>,
    prev: Option<PageLink>,
    next: Option<PageLink>,
    last: Option<PageLink>,
}

impl<R> From<PageParts<R>> for OwnLinked<R> {
    fn from(page: PageParts<R>) -> Self {
        Self {
            items: page.rows,
            page: page.page,
            size: page.size,
            total: page.total,
            total_kind: if page.total_is_exact { "exact" } else { "at_least" },
            total_pages: page.total_pages,
            links: OwnLinks {
                first: page.first,
                prev: page.prev,
                next: page.next,
                last: page.last,
            },
        }
    }
}

/// The same as that type.
#[paginate(size = 20, max_size = 100, links = none, envelope = OwnLinked)]
pub(super) async fn linked_envelope(State(rows): Rows) -> Arc<[Small]> {
    rows
}

#[paginate(size = 20, max_size = 100)]
pub(super) async fn handle(State(rows): Rows, page: PageRequest) -> PageItems<Small> {
    let start = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let limit = page.size() as usize + 1;
    let found = rows.iter().skip(start).take(limit).cloned().collect();
    PageItems::new(found).total(rows.len())
}
