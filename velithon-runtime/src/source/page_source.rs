use std::{error::Error, future::Future};

use serde::Serialize;

use crate::page::PageRequest;

/// Something that a page of rows can be read from.
///
/// A handler under `#[paginate]` returns it. Vectors, arrays, slices, iterators and streams need no implementation;
/// this is for everything else, such as the client of a search service.
///
/// # Example
///
/// ```
/// use velithon::{CountSource, PageRequest, PageSource};
///
/// /// The squares below a bound.
/// struct Squares {
///     below: i64,
/// }
///
/// impl PageSource for Squares {
///     type Item = i64;
///     type Error = std::convert::Infallible;
///
///     async fn rows(&mut self, page: PageRequest) -> Result<Vec<i64>, Self::Error> {
///         let from = page.offset();
///         Ok((from..self.below).take(page.size() as usize + 1).map(|n| n * n).collect())
///     }
/// }
///
/// impl CountSource for Squares {
///     async fn count(&mut self, _at_most: u64) -> Result<u64, Self::Error> {
///         Ok(self.below.unsigned_abs())
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be paginated",
    label = "not a vector, slice, iterator, stream or `PageSource`",
    note = "return what there is to paginate, implement `PageSource`, or take a `page: PageRequest` and return `PageItems<T>`",
    note = "a bare `T` or a `Json<T>` has no rows; return the `Vec<T>` itself",
    note = "the rows of a `HashSet` need `Ord`, by which they are sorted; of a map, return `.into_values()` as `impl Iterator<Item = T>`"
)]
pub trait PageSource: Send {
    /// The type of one row.
    type Item: Serialize;

    /// What can go wrong. It becomes the handler's error, if the handler returns a `Result` whose error is `From` it; else the
    /// client gets a 500 that says nothing about it. The log gets all of it.
    type Error: Into<Box<dyn Error + Send + Sync>>;

    /// The deepest row that a page may start at, counted from 0, unless the handler says otherwise: 50,000, because
    /// most sources go through all rows before the page. `None` for a source where depth costs nothing.
    const MAX_OFFSET: Option<u64> = Some(50_000);

    /// The first [`limit`](PageRequest::limit) rows from [`offset`](PageRequest::offset) on, or as many as there are:
    /// one more than the page has, to show whether there is a next page.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from the rows.
    fn rows(&mut self, page: PageRequest) -> impl Future<Output = Result<Vec<Self::Item>, Self::Error>> + Send;
}
