use super::{
    cursor_return::{CursorReturn, RowOf},
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
    R: CursorReturn<Row: RowOf<T>>,
    H: FnOnce(CursorRequest<T>) -> F,
    F: Future<Output = R>,
{
    match Walk::open(&head, options) {
        Ok(walk) => {
            let rows = handler(walk.request().clone()).await;
            page(&walk, rows)
        }
        Err(refusal) => R::Out::page(refusal.answer()),
    }
}

fn page<T: Keyset, R: CursorReturn<Row: RowOf<T>>>(walk: &Walk<'_, T>, rows: R) -> R::Out {
    R::out(rows.split().map(|items| walk.page(items)))
}

/// [`respond`] for a handler that may block.
pub async fn respond_blocking<T, O, H>(head: RequestHead, options: &'static PageOptions, handler: H) -> O
where
    T: Keyset + 'static,
    O: PageOut + Send + 'static,
    H: FnOnce(HandleRequest<CursorRequest<T>>) -> O + Send + 'static,
{
    let request = match Walk::open(&head, options) {
        Ok(walk) => walk.request().clone(),
        Err(refusal) => return O::page(refusal.answer()),
    };
    run_on_thread(head, options, request, handler).await
}

impl<T: Keyset> HandleRequest<CursorRequest<T>> {
    /// Makes the page of what the handler returned.
    pub fn take<R: CursorReturn<Row: RowOf<T>>>(self, rows: R) -> R::Out {
        match Walk::open(&self.head, self.options) {
            Ok(walk) => page(&walk, rows),
            Err(refusal) => R::Out::page(refusal.answer()),
        }
    }
}
