use serde::Serialize;

use super::{
    cursor_return::{CursorReturn, RowOf},
    may_move::MayMove,
    on_thread::{HandleRequest, run_on_thread},
    page_out::PageOut,
    respond::{BoxRespond, Respond},
};
use crate::{
    head::RequestHead,
    keyset::Keyset,
    page::{
        cursor::{request::CursorRequest, walk::Walk},
        options::PageOptions,
    },
};

/// The response of a handler whose own future is `F`.
pub(crate) type WalkedPage<T, F, R> = Respond<F, HandleRequest<Walk<'static, T>>, R, <R as CursorReturn>::Out>;

/// Checks the request, runs a handler with the rows to read, and makes its page.
pub fn respond<T, R, H, F>(head: RequestHead, options: &'static PageOptions, handler: H) -> WalkedPage<T, F, R>
where
    T: Keyset,
    R: CursorReturn<Row: RowOf<T> + Serialize>,
    H: FnOnce(CursorRequest<T>) -> F,
    F: Future<Output = R> + MayMove,
{
    let walk = match Walk::open(&head, options) {
        Ok(walk) => walk,
        Err(refusal) => {
            return Respond::Refused {
                page: Some(Box::new(refusal.answer())),
                out: R::Out::page,
            };
        }
    };
    let handler = handler(walk.request().clone());
    Respond::Running {
        checked: HandleRequest { head, checked: walk },
        handler,
        page_of: HandleRequest::page_of,
    }
}

/// [`respond`] for a handler that awaits nothing.
pub fn respond_now<T, R, H>(head: &RequestHead, options: &'static PageOptions, handler: H) -> R::Out
where
    T: Keyset,
    R: CursorReturn<Row: RowOf<T> + Serialize>,
    H: FnOnce(CursorRequest<T>) -> R,
{
    match Walk::open(head, options) {
        Ok(walk) => page(head, &walk, handler(walk.request().clone())),
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
pub fn respond_blocking<T, O, H>(head: RequestHead, options: &'static PageOptions, handler: H) -> BoxRespond<'static, O>
where
    T: Keyset + 'static,
    O: PageOut + Send + 'static,
    H: FnOnce(HandleRequest<Walk<'static, T>>) -> O + Send + 'static,
{
    Box::pin(async move {
        match Walk::open(&head, options) {
            Ok(walk) => run_on_thread(head, walk, options.handler, handler).await,
            Err(refusal) => O::page(refusal.answer()),
        }
    })
}

impl<T: Keyset> HandleRequest<Walk<'static, T>> {
    /// The handle, for the handler's parameter.
    #[must_use]
    pub fn request(&self) -> CursorRequest<T> {
        self.checked.request().clone()
    }

    /// Makes the page of what the handler returned.
    pub fn take<R: CursorReturn<Row: RowOf<T> + Serialize>>(self, rows: R) -> R::Out {
        self.page_of(rows)
    }

    fn page_of<R: CursorReturn<Row: RowOf<T> + Serialize>>(&self, rows: R) -> R::Out {
        page(&self.head, &self.checked, rows)
    }
}
