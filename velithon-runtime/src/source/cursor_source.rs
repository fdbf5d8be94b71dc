use std::{error::Error, future::Future};

use serde::Serialize;

use crate::{
    keyset::Keyset,
    page::{CursorRequest, PageItems},
};

/// Something that can read on after any row of an order: what a handler in cursor style returns.
///
/// Vectors, arrays and slices of [`Keyset`] rows need no implementation.
///
/// # Example
///
/// ```
/// use std::{collections::BTreeMap, convert::Infallible, ops::Bound};
/// use velithon::{CursorRequest, CursorSource, Keyset};
///
/// #[derive(Clone, serde::Serialize, Keyset)]
/// #[keyset(sort = "id", id asc)]
/// struct Event {
///     #[keyset(unique)]
///     id: u64,
/// }
///
/// /// Events by their ids, the only order they have.
/// struct Log(BTreeMap<u64, Event>);
///
/// impl CursorSource for Log {
///     type Item = Event;
///     type Error = Infallible;
///
///     async fn rows(&mut self, request: &CursorRequest<Event>) -> Result<Vec<Event>, Infallible> {
///         let id: Option<u64> = request.key().and_then(|key| key.get(0));
///         let after = id.map_or(Bound::Unbounded, Bound::Excluded);
///         let rows = request.size() as usize + 1;
///         Ok(if request.is_backward() {
///             let before = self.0.range((Bound::Unbounded, after));
///             before.rev().take(rows).map(|(_, event)| event.clone()).collect()
///         } else {
///             self.0.range((after, Bound::Unbounded)).take(rows).map(|(_, event)| event.clone()).collect()
///         })
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be walked by cursor",
    label = "not a vector, slice or `CursorSource`",
    note = "an iterator or a stream cannot start after a given row; return rows in memory or an SQL query, implement \
            `CursorSource`, or, without `export`, take a `page: CursorRequest<T>` and return `PageItems<T>`",
    note = "a cursor walks an SQL query by the orders of its row: derive `Keyset` on the row, and drop `.order_by` or \
            `.in_own_order`"
)]
pub trait CursorSource: Send {
    /// The type of one row. Rows wait while they are counted, maybe on another thread.
    type Item: Keyset + Serialize + Send;

    /// What can go wrong. It becomes the handler's error, if the handler returns a `Result` whose error is `From` it; else the
    /// client gets a 500 that says nothing about it. The log gets all of it.
    type Error: Into<Box<dyn Error + Send + Sync>>;

    /// The first [`limit`](CursorRequest::limit) rows after [`key`](CursorRequest::key) in the direction of reading, or
    /// as many as there are, in the order in which they are read: [`CursorRequest`] says all of it.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from the rows. Where that is the key, which may have been made up by a client, an error that is
    /// a [`KeyError`](crate::KeyError), or has one among its sources, is answered as an invalid cursor.
    fn rows(
        &mut self,
        request: &CursorRequest<Self::Item>,
    ) -> impl Future<Output = Result<Vec<Self::Item>, Self::Error>> + Send;

    /// The rows for a page of a response. A source whose database knows the keys of its rows better than the rows do hands
    /// them over here, and may read more rows where the page cannot end as it should.
    #[doc(hidden)]
    fn page(
        &mut self,
        request: &CursorRequest<Self::Item>,
    ) -> impl Future<Output = Result<PageItems<Self::Item>, Self::Error>> + Send {
        async { self.rows(request).await.map(PageItems::new) }
    }

    /// The rows for a batch of an export, with the key of the last of them where the source knows it. The connection may be held
    /// for the next batch.
    #[doc(hidden)]
    fn batch(
        &mut self,
        request: &CursorRequest<Self::Item>,
    ) -> impl Future<Output = Result<PageItems<Self::Item>, Self::Error>> + Send {
        async { self.rows(request).await.map(PageItems::new) }
    }
    /// Gives back the connection that is held for the next batch.
    #[doc(hidden)]
    fn release(&mut self) {}
}
