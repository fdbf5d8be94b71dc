use std::sync::Arc;

use axum::extract::State;
use velithon::{PageItems, PageRequest, paginate};

use super::rows::Rows;
use crate::items::Small;

#[paginate(size = 20, max_size = 100)]
pub(super) async fn source(State(rows): Rows) -> Arc<[Small]> {
    rows
}

#[paginate(size = 20, max_size = 100)]
pub(super) async fn handle(State(rows): Rows, page: PageRequest) -> PageItems<Small> {
    let start = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let limit = page.size() as usize + 1;
    let found = rows.iter().skip(start).take(limit).cloned().collect();
    PageItems::new(found).total(rows.len())
}
