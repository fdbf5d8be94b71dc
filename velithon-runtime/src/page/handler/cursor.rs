use serde::Serialize;

use super::{
    cursor_return::{CursorReturn, RowOf},
    may_move::{Held, MayMove, hold},
    on_thread::{HandleRequest, run_on_thread},
    page_out::{PageOut, SaysRefusals},
    respond::{BoxRespond, Respond},
};
use crate::{
    error::facts::OfProblems,
    head::RequestHead,
    keyset::Keyset,
    page::{
        cursor::{request::CursorRequest, walk::Walk},
        options::PageOptions,
        response::Page,
    },
};

/// The response of a handler whose own future is `F`.
pub(crate) type WalkedPage<T, F, R> = Respond<F, HandleRequest<Walk<'static, T>>, R, <R as CursorReturn>::Out>;

/// Checks the request, runs a handler with the rows to read, and makes its page. `refusals` are the handler's own words.
pub fn respond<'h, T, R, H, F>(
    head: RequestHead,
    options: &'static PageOptions,
    handler: H,
    refusals: OfProblems<<R::Out as SaysRefusals>::Error>,
) -> Held<'h, WalkedPage<T, F, R>>
where
    T: Keyset + 'h,
    R: CursorReturn<Row: RowOf<T> + Serialize, Out: 'h> + 'h,
    H: FnOnce(CursorRequest<T>) -> F,
    F: Future<Output = R> + MayMove + 'h,
{
    let checked = HandleRequest::walk(head, options);
    let handler = |checked: &HandleRequest<Walk<'static, T>>| handler(checked.request());
    hold(Respond::new(
        checked,
        handler,
        HandleRequest::<Walk<'static, T>>::page_of,
        refusals,
    ))
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
    /// The handle of a request that can be answered, or else its refusal.
    pub(crate) fn walk(head: RequestHead, options: &'static PageOptions) -> Result<Self, Box<Page>> {
        match Walk::open(&head, options) {
            Ok(checked) => Ok(Self { head, checked }),
            Err(refusal) => Err(Box::new(refusal.answer())),
        }
    }

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
