use serde::Serialize;

use super::{Page, PageItems, Paging, Refusal};

/// What a handler with a [`PageRequest`](crate::PageRequest) returns, and what it becomes.
#[diagnostic::on_unimplemented(
    message = "a handler with a `PageRequest` returns `PageItems<T>` or `Result<PageItems<T>, E>`, not `{Self}`",
    label = "return `PageItems::new(rows)`",
    note = "`T` is `Serialize`; without a `PageRequest`, a handler returns what there is to paginate"
)]
pub trait PageReturn {
    /// What the handler's framework sees.
    type Out;

    /// The page with these rows.
    fn respond(self, paging: &Paging<'_>) -> Self::Out;

    /// The answer instead of the handler's.
    fn refuse(refusal: Refusal<'_>) -> Self::Out;
}

impl<T: Serialize> PageReturn for PageItems<T> {
    type Out = Page;

    fn respond(self, paging: &Paging<'_>) -> Page {
        self.render(paging)
    }

    fn refuse(refusal: Refusal<'_>) -> Page {
        refusal.answer()
    }
}

impl<T: Serialize, E> PageReturn for Result<PageItems<T>, E> {
    type Out = Result<Page, E>;

    fn respond(self, paging: &Paging<'_>) -> Self::Out {
        self.map(|items| items.render(paging))
    }

    fn refuse(refusal: Refusal<'_>) -> Self::Out {
        Ok(refusal.answer())
    }
}
