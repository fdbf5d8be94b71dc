use serde::Serialize;

use super::{
    on_thread::{HandleRequest, run_on_thread},
    page_out::PageOut,
};
use crate::{
    error::status::Answer,
    head::RequestHead,
    page::{
        items::PageItems,
        options::PageOptions,
        request::{PageRequest, paging::Paging, refusal::Refusal},
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

    /// The response to a request that is refused before the handler runs.
    #[must_use]
    fn refuse(refusal: Refusal<'_>) -> Self::Out {
        Self::Out::page(refusal.answer())
    }
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
    F: Future<Output = R>,
{
    match Paging::open(&head, options, Paging::COSTLY) {
        Ok(paging) => handler(paging.request()).await.respond(&paging),
        Err(refusal) => R::refuse(refusal),
    }
}

/// [`respond`] for a handler that may block.
pub async fn respond_blocking<O, H>(head: RequestHead, options: &'static PageOptions, handler: H) -> O
where
    O: PageOut + Send + 'static,
    H: FnOnce(HandleRequest<PageRequest>) -> O + Send + 'static,
{
    let request = match Paging::open(&head, options, Paging::COSTLY) {
        Ok(paging) => paging.request(),
        Err(refusal) => return O::page(refusal.answer()),
    };
    run_on_thread(head, options, request, handler).await
}

impl HandleRequest<PageRequest> {
    /// Makes the page of what the handler returned.
    pub fn take<R: PageReturn>(self, rows: R) -> R::Out {
        match Paging::open(&self.head, self.options, Paging::COSTLY) {
            Ok(paging) => rows.respond(&paging),
            Err(refusal) => R::refuse(refusal),
        }
    }
}
