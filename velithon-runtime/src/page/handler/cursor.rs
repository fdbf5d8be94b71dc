use serde::Serialize;

use super::{
    cursor_return::{CursorReturn, RowOf},
    may_move::MayMove,
    on_thread::{HandleRequest, run_on_thread},
    page_out::PageOut,
};
use crate::{
    head::RequestHead,
    keyset::Keyset,
    page::{
        cursor::{request::CursorRequest, walk::Walk},
        options::PageOptions,
    },
};

/// Checks the request, runs a handler with the rows to read, and makes its page.
pub async fn respond<T, R, H, F>(head: RequestHead, options: &'static PageOptions, handler: H) -> R::Out
where
    T: Keyset,
    R: CursorReturn<Row: RowOf<T> + Serialize>,
    H: FnOnce(CursorRequest<T>) -> F,
    F: Future<Output = R> + MayMove,
{
    match Walk::open(&head, options) {
        Ok(walk) => {
            let rows = handler(walk.request().clone()).await;
            page(&head, &walk, rows)
        }
        Err(refusal) => R::Out::page(refusal.answer()),
    }
}

/// [`respond`] for a handler that awaits nothing.
pub async fn respond_now<T, R, H>(head: RequestHead, options: &'static PageOptions, handler: H) -> R::Out
where
    T: Keyset,
    R: CursorReturn<Row: RowOf<T> + Serialize>,
    H: FnOnce(CursorRequest<T>) -> R,
{
    match Walk::open(&head, options) {
        Ok(walk) => page(&head, &walk, handler(walk.request().clone())),
        Err(refusal) => R::Out::page(refusal.answer()),
    }
}

fn page<T: Keyset, R: CursorReturn<Row: RowOf<T> + Serialize>>(
    head: &RequestHead,
    walk: &Walk<'_, T>,
    rows: R,
) -> R::Out {
    R::out(rows.split().map(|items| walk.page(head, items)))
}

/// [`respond`] for a handler that may block.
pub async fn respond_blocking<T, O, H>(head: RequestHead, options: &'static PageOptions, handler: H) -> O
where
    T: Keyset + 'static,
    O: PageOut + Send + 'static,
    H: FnOnce(HandleRequest<Walk<'static, T>>) -> O + Send + 'static,
{
    match Walk::open(&head, options) {
        Ok(walk) => run_on_thread(head, walk, handler).await,
        Err(refusal) => O::page(refusal.answer()),
    }
}

impl<T: Keyset> HandleRequest<Walk<'static, T>> {
    /// The handle, for the handler's parameter.
    #[must_use]
    pub fn request(&self) -> CursorRequest<T> {
        self.checked.request().clone()
    }

    /// Makes the page of what the handler returned.
    pub fn take<R: CursorReturn<Row: RowOf<T> + Serialize>>(self, rows: R) -> R::Out {
        page(&self.head, &self.checked, rows)
    }
}
