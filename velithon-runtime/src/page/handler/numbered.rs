use serde::Serialize;

use super::{
    may_move::MayMove,
    on_thread::{HandleRequest, run_on_thread},
    page_out::PageOut,
};
use crate::{
    error::status::Answer,
    head::RequestHead,
    page::{
        items::PageItems,
        options::PageOptions,
        request::{PageRequest, paging::Paging},
        response::Page,
    },
};

/// What a handler with a [`PageRequest`](crate::PageRequest) returns, and what it becomes.
#[diagnostic::on_unimplemented(
    message = "a handler with a `PageRequest` returns `PageItems<T>` or `Result<PageItems<T>, E>`, not `{Self}`",
    label = "return `PageItems::new(rows)`",
    note = "`T` is `Serialize`; without a `PageRequest`, a handler returns what there is to paginate"
)]
pub trait PageReturn {
    /// What the handler's framework sees.
    type Out: PageOut;

    /// The page with these rows.
    fn respond(self, paging: &Paging<'_>) -> Self::Out;
}

impl<T: Serialize> PageReturn for PageItems<T> {
    type Out = Page;

    fn respond(self, paging: &Paging<'_>) -> Page {
        self.render(paging)
    }
}

impl<T: Serialize, E: Answer> PageReturn for Result<PageItems<T>, E> {
    type Out = Result<Page, E>;

    fn respond(self, paging: &Paging<'_>) -> Self::Out {
        self.map(|items| items.render(paging))
    }
}

/// Checks the request, runs a handler with the rows to read, and makes its page.
pub async fn respond<R, H, F>(head: RequestHead, options: &'static PageOptions, handler: H) -> R::Out
where
    R: PageReturn,
    H: FnOnce(PageRequest) -> F,
    F: Future<Output = R> + MayMove,
{
    match Paging::open(&head, options, Paging::COSTLY) {
        Ok(paging) => handler(paging.request()).await.respond(&paging),
        Err(refusal) => R::Out::page(refusal.answer()),
    }
}

/// [`respond`] for a handler that awaits nothing.
pub async fn respond_now<R, H>(head: RequestHead, options: &'static PageOptions, handler: H) -> R::Out
where
    R: PageReturn,
    H: FnOnce(PageRequest) -> R,
{
    match Paging::open(&head, options, Paging::COSTLY) {
        Ok(paging) => handler(paging.request()).respond(&paging),
        Err(refusal) => R::Out::page(refusal.answer()),
    }
}

/// [`respond`] for a handler that may block.
pub async fn respond_blocking<O, H>(head: RequestHead, options: &'static PageOptions, handler: H) -> O
where
    O: PageOut + Send + 'static,
    H: FnOnce(HandleRequest<CheckedPage>) -> O + Send + 'static,
{
    let request = match Paging::open(&head, options, Paging::COSTLY) {
        Ok(paging) => paging.request(),
        Err(refusal) => return O::page(refusal.answer()),
    };
    run_on_thread(head, CheckedPage { options, request }, handler).await
}

/// A checked request for a numbered page, on its way to the handler's thread.
#[derive(Debug)]
pub struct CheckedPage {
    options: &'static PageOptions,
    request: PageRequest,
}

impl HandleRequest<CheckedPage> {
    /// The handle, for the handler's parameter.
    #[must_use]
    pub fn request(&self) -> PageRequest {
        self.checked.request
    }

    /// Makes the page of what the handler returned.
    pub fn take<R: PageReturn>(self, rows: R) -> R::Out {
        let CheckedPage { options, request } = self.checked;
        rows.respond(&Paging::checked(&self.head, options, request, Paging::COSTLY))
    }
}
