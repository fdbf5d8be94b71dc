use std::future::Future;

use super::page_source::PageSource;

/// A [`PageSource`] that can say how many rows it has.
///
/// Its pages have a `total` and a link to the last one, unless the handler says `total = none`. A
/// [`CursorSource`](crate::CursorSource) that implements it, too, is counted where the handler asks for a total: `total = exact`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be counted, so its pages have no total",
    label = "this source cannot count its rows",
    note = "write `total = none`, or return a source that implements `CountSource`",
    note = "an iterator or a stream would have to be read to its end to be counted"
)]
pub trait CountSource: PageSource {
    /// How many rows there are. It may stop counting at `at_most`, where counting costs something.
    ///
    /// It runs after [`rows`](PageSource::rows), and only if the total does not follow from the rows themselves.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from counting.
    fn count(&mut self, at_most: u64) -> impl Future<Output = Result<u64, Self::Error>> + Send;
}
