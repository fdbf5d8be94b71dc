//! The integers from 0 to below 200 in pages of 50, and of 100 at most, in each form that a handler can have.
//!
//! Every host compiles this file into a module of its own, beside its `State` and its `Failed`.

use futures::{Stream, stream};
use velithon::{PageItems, PageRequest, paginate};
use velithon_test_support::{Integers, Seen};

use super::{Failed, State};

/// The paths of the forms whose pages are alike to the byte.
pub(crate) const TOTALLED: [&str; 5] = ["/rows", "/source", "/told", "/blocking-rows", "/blocking-told"];
/// The paths of those that cannot count.
pub(crate) const UNTOTALLED: [&str; 2] = ["/iterator", "/streamed"];
/// The paths of those in offset style.
pub(crate) const OFFSETS: [&str; 2] = ["/offsets", "/offsets-told"];

/// The paths of all in page style.
pub(crate) fn every() -> impl Iterator<Item = &'static str> {
    TOTALLED.into_iter().chain(UNTOTALLED)
}

/// The rows from one to below another.
pub(crate) fn integers(range: std::ops::Range<u64>) -> Vec<u64> {
    range.collect()
}

#[paginate(size = 50, max_size = 100)]
pub(crate) async fn rows(State(seen): State<Seen>) -> Vec<u64> {
    seen.handle();
    (0..200).collect()
}

#[paginate(size = 50, max_size = 100)]
pub(crate) async fn source(State(seen): State<Seen>) -> Integers {
    seen.handle();
    Integers { below: 200, seen }
}

#[paginate(size = 50, max_size = 100)]
pub(crate) async fn told(State(seen): State<Seen>, page: PageRequest) -> PageItems<i64> {
    seen.handle();
    let end = 200.min(page.offset() + page.limit());
    PageItems::new((page.offset()..end).collect()).total(200)
}

#[paginate(size = 50, max_size = 100)]
pub(crate) fn blocking_rows(State(seen): State<Seen>) -> Result<Vec<u64>, Failed> {
    seen.handle();
    Ok((0..200).collect())
}

#[paginate(size = 50, max_size = 100)]
pub(crate) fn blocking_told(State(seen): State<Seen>, page: PageRequest) -> PageItems<i64> {
    seen.handle();
    let end = 200.min(page.offset() + page.limit());
    PageItems::new((page.offset()..end).collect()).total(200)
}

#[paginate(size = 50, max_size = 100)]
pub(crate) async fn iterator(State(seen): State<Seen>) -> impl Iterator<Item = u64> {
    seen.handle();
    0..200
}

#[paginate(size = 50, max_size = 100)]
pub(crate) async fn streamed(State(seen): State<Seen>) -> impl Stream<Item = u64> {
    seen.handle();
    stream::iter(0..200)
}

#[paginate(style = offset, size = 50, max_size = 100)]
pub(crate) async fn offsets(State(seen): State<Seen>) -> Vec<u64> {
    seen.handle();
    (0..200).collect()
}

#[paginate(style = offset, size = 50, max_size = 100)]
pub(crate) async fn offsets_told(State(seen): State<Seen>, page: PageRequest) -> PageItems<i64> {
    seen.handle();
    let end = 200.min(page.offset() + page.limit());
    PageItems::new((page.offset()..end).collect()).total(200)
}
