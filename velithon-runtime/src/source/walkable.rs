use serde::Serialize;

use super::cursor_source::CursorSource;
use crate::{
    keyset::Keyset,
    page::{CursorRequest, PageItems, failure::BoxError},
};

/// What pages in cursor style are read of: a [`CursorSource`], or a source whose rows become something else before they are
/// sent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be walked by cursor",
    label = "not a vector, slice or `CursorSource`",
    note = "an iterator or a stream cannot start after a given row; return rows in memory or an SQL query, implement \
            `CursorSource`, or, without `export`, take a `page: CursorRequest<T>` and return `PageItems<T>`",
    note = "a cursor walks an SQL query by the orders of its row: derive `Keyset` on the row, and drop `.order_by` or \
            `.in_own_order`",
    note = "what rows become by `map`, `try_map` or `map_page` implements `Serialize`, and the error of the last two \
            `std::error::Error` and `From` that of the database"
)]
pub trait Walkable: Send {
    /// The type of a row, whose columns make its key.
    type Row: Keyset;
    /// The type of what is sent for a row.
    type Sent: Serialize + Send;
    /// What can go wrong.
    type Error: Into<BoxError>;

    /// Reads the rows of a page, with keys of their own unless [`row`](Self::row) tells them.
    fn walk(
        &mut self,
        request: &CursorRequest<Self::Row>,
    ) -> impl Future<Output = Result<PageItems<Self::Sent>, Self::Error>> + Send;

    /// Reads the rows of a batch of an export in the same way, with the key of the last of them where the source knows it. The
    /// connection may be held for the next batch.
    fn batch(
        &mut self,
        request: &CursorRequest<Self::Row>,
    ) -> impl Future<Output = Result<PageItems<Self::Sent>, Self::Error>> + Send;

    /// Gives back the connection that is held for the next batch.
    fn release(&mut self);

    /// The row that is sent, where it is one.
    fn row(sent: &Self::Sent) -> Option<&Self::Row>;
}

impl<S: CursorSource> Walkable for S {
    type Row = S::Item;
    type Sent = S::Item;
    type Error = S::Error;

    fn walk(
        &mut self,
        request: &CursorRequest<S::Item>,
    ) -> impl Future<Output = Result<PageItems<S::Item>, S::Error>> + Send {
        self.page(request)
    }

    fn batch(
        &mut self,
        request: &CursorRequest<S::Item>,
    ) -> impl Future<Output = Result<PageItems<S::Item>, S::Error>> + Send {
        CursorSource::batch(self, request)
    }

    fn release(&mut self) {
        CursorSource::release(self);
    }

    fn row(sent: &S::Item) -> Option<&S::Item> {
        Some(sent)
    }
}
