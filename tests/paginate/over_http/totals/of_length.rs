//! As many rows as the path says.

use axum::extract::{Path, State};
use velithon::{PageItems, PageRequest, paginate};
use velithon_test_support::{CountedTogether, Integers, Seen};

#[paginate(size = 50, max_size = 100)]
pub(super) async fn source(Path(below): Path<i64>, State(seen): State<Seen>) -> Integers {
    Integers { below, seen }
}

#[paginate(size = 50, max_size = 100)]
pub(super) async fn rows(Path(below): Path<i64>) -> Vec<i64> {
    (0..below).collect()
}

#[paginate(size = 50, max_size = 100)]
pub(super) async fn told(Path(below): Path<i64>, page: PageRequest) -> PageItems<i64> {
    let end = below.min(page.offset() + page.limit());
    PageItems::new((page.offset()..end).collect()).total(below)
}

#[paginate(size = 50, max_size = 100)]
pub(super) async fn iterator(Path(below): Path<i64>) -> impl Iterator<Item = i64> {
    0..below
}

#[paginate(size = 50, max_size = 100, total = none)]
pub(super) async fn untotalled(Path(below): Path<i64>, State(seen): State<Seen>) -> Integers {
    Integers { below, seen }
}

#[paginate(size = 50, max_size = 100, total = capped(100))]
pub(super) async fn capped(Path(below): Path<i64>, State(seen): State<Seen>) -> Integers {
    Integers { below, seen }
}

#[paginate(size = 50, max_size = 100, max_offset = none)]
pub(super) async fn deep(Path(below): Path<i64>, State(seen): State<Seen>) -> Integers {
    Integers { below, seen }
}

#[paginate(size = 50, max_size = 100, total = cached("10m"))]
pub(super) async fn cached(Path(below): Path<i64>, State(seen): State<Seen>) -> CountedTogether {
    CountedTogether(Integers { below, seen })
}
