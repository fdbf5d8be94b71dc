use serde::Serialize;

use super::{Page, PageItems, PageOptions, PageOut, PageRequest, Paging, Refusal};
use crate::{RequestHead, answer::Answer, failure::Failure, on_thread::on_thread};

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

    /// The answer to a request that never reaches the handler.
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

/// [`respond`] for a handler that may block: it runs on a thread of its own.
pub async fn respond_blocking<R, H>(head: RequestHead, options: &'static PageOptions, handler: H) -> R::Out
where
    R: PageReturn + Send + 'static,
    H: FnOnce(PageRequest) -> R + Send + 'static,
{
    let paging = match Paging::open(&head, options, Paging::COSTLY) {
        Ok(paging) => paging,
        Err(refusal) => return R::refuse(refusal),
    };
    let request = paging.request();
    match on_thread(move || handler(request)).await {
        Ok(rows) => rows.respond(&paging),
        Err(error) => R::Out::page(Failure::Thread(error).answer(&head)),
    }
}
