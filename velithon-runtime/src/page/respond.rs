use serde::Serialize;

use super::{Page, PageItems, Paging, Refusal, answer::Answer};
use crate::{failure::Failure, on_thread::on_thread};

/// What a handler with a [`PageRequest`](crate::PageRequest) returns, and what it becomes.
#[diagnostic::on_unimplemented(
    message = "a handler with a `PageRequest` returns `PageItems<T>` or `Result<PageItems<T>, E>`, not `{Self}`",
    label = "return `PageItems::new(rows)`",
    note = "`T` is `Serialize`; without a `PageRequest`, a handler returns what there is to paginate"
)]
pub trait PageReturn {
    /// What the handler's framework sees.
    type Out: Answer;

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

impl<T: Serialize, E> PageReturn for Result<PageItems<T>, E> {
    type Out = Result<Page, E>;

    fn respond(self, paging: &Paging<'_>) -> Self::Out {
        self.map(|items| items.render(paging))
    }
}

/// Runs a handler that may block on a thread, and makes its page here.
pub async fn respond_blocking<R, F>(paging: Paging<'_>, handler: F) -> R::Out
where
    R: PageReturn + Send + 'static,
    F: FnOnce() -> R + Send + 'static,
{
    match on_thread(handler).await {
        Ok(rows) => rows.respond(&paging),
        Err(error) => R::Out::page(Failure::Thread(error).answer(paging.head())),
    }
}
