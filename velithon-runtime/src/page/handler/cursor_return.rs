use std::{borrow::Borrow, convert::Infallible};

use super::page_out::SaysRefusals;
use crate::{
    error::status::Answer,
    page::{items::PageItems, response::Page},
};

/// A row as a handler returns it: `T`, a reference or an `Arc` of it.
#[diagnostic::on_unimplemented(
    message = "a page of `CursorRequest<{T}>` has rows of `{T}`, and `{Self}` is none",
    label = "return the rows that the request is for"
)]
pub trait RowOf<T> {
    /// The row itself, whose columns make its key.
    fn row(&self) -> &T;
}

#[diagnostic::do_not_recommend]
impl<T, R: Borrow<T>> RowOf<T> for R {
    fn row(&self) -> &T {
        self.borrow()
    }
}

/// What a handler with a [`CursorRequest`](crate::CursorRequest) returns, and what it becomes.
#[diagnostic::on_unimplemented(
    message = "a handler with a `CursorRequest<T>` returns `PageItems<T>`, `Vec<T>` or the `Result` of one, not `{Self}`",
    label = "return `PageItems::new(rows)`",
    note = "without a `CursorRequest`, a handler returns what there is to paginate"
)]
pub trait CursorReturn {
    /// The type of one row.
    type Row;

    /// The handler's own error.
    type Error;

    /// What the handler's framework sees.
    type Out: SaysRefusals;

    /// The rows, with a total where the handler states one.
    ///
    /// # Errors
    ///
    /// The error that the handler itself returned.
    fn split(self) -> Result<PageItems<Self::Row>, Self::Error>;

    /// The page, or the handler's error, as the framework takes it.
    fn out(page: Result<Page, Self::Error>) -> Self::Out;
}

/// A list of rows: `Vec` or [`PageItems`].
pub trait Rows: Into<PageItems<Self::Row>> {
    /// The type of one row.
    type Row;
}

impl<R> Rows for Vec<R> {
    type Row = R;
}

impl<R> Rows for PageItems<R> {
    type Row = R;
}

macro_rules! infallible {
    ($($rows:ident)*) => {$(
        impl<R> CursorReturn for $rows<R> {
            type Row = R;
            type Error = Infallible;
            type Out = Page;

            fn split(self) -> Result<PageItems<R>, Infallible> {
                Ok(self.into())
            }

            fn out(Ok(page): Result<Page, Infallible>) -> Page {
                page
            }
        }
    )*};
}

infallible!(Vec PageItems);

impl<S: Rows, E: Answer> CursorReturn for Result<S, E> {
    type Row = S::Row;
    type Error = E;
    type Out = Result<Page, E>;

    fn split(self) -> Result<PageItems<S::Row>, E> {
        self.map(Into::into)
    }

    fn out(page: Result<Page, E>) -> Self::Out {
        page
    }
}
