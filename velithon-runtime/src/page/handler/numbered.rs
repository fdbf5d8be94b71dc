use serde::Serialize;

use super::{
    may_move::{Held, MayMove, hold},
    on_thread::{HandleRequest, run_on_thread},
    page_out::{PageOut, SaysRefusals},
    respond::{BoxRespond, Respond},
};
use crate::{
    error::{facts::OfProblems, status::Answer},
    head::RequestHead,
    page::{
        items::PageItems,
        options::PageOptions,
        plain_row::PlainRow,
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
    /// The type of one row.
    type Row;

    /// What the handler's framework sees.
    type Out: SaysRefusals;

    /// The page with these rows.
    fn respond(self, paging: &Paging<'_>) -> Self::Out;
}

impl<T: Serialize> PageReturn for PageItems<T> {
    type Row = T;
    type Out = Page;

    fn respond(self, paging: &Paging<'_>) -> Page {
        self.render(paging)
    }
}

impl<T: Serialize, E: Answer> PageReturn for Result<PageItems<T>, E> {
    type Row = T;
    type Out = Result<Page, E>;

    fn respond(self, paging: &Paging<'_>) -> Self::Out {
        self.map(|items| items.render(paging))
    }
}

/// The response of a handler whose own future is `F`.
pub(crate) type NumberedPage<F, R> = Respond<F, HandleRequest<CheckedPage>, R, <R as PageReturn>::Out>;

/// Checks the request, runs a handler with the rows to read, and makes its page. `refusals` are the handler's own words.
pub fn respond<'h, R, H, F, M>(
    head: RequestHead,
    options: &'static PageOptions,
    handler: H,
    refusals: OfProblems<<R::Out as SaysRefusals>::Error>,
) -> Held<'h, NumberedPage<F, R>>
where
    R: PageReturn<Row: PlainRow<M>, Out: 'h> + 'h,
    H: FnOnce(PageRequest) -> F,
    F: Future<Output = R> + MayMove + 'h,
{
    let checked = HandleRequest::open(head, options, Paging::COSTLY);
    let handler = |checked: &HandleRequest<CheckedPage>| handler(checked.request());
    hold(Respond::new(checked, handler, HandleRequest::page_of, refusals))
}

/// [`respond`] for a handler that awaits nothing.
pub fn respond_now<R, H, M>(head: &RequestHead, options: &'static PageOptions, handler: H) -> R::Out
where
    R: PageReturn<Row: PlainRow<M>>,
    H: FnOnce(PageRequest) -> R,
{
    match Paging::open(head, options, Paging::COSTLY) {
        Ok(paging) => handler(paging.request()).respond(&paging),
        Err(refusal) => R::Out::page(refusal.answer()),
    }
}

/// [`respond`] for a handler that may block.
pub fn respond_blocking<O, H>(head: RequestHead, options: &'static PageOptions, handler: H) -> BoxRespond<'static, O>
where
    O: PageOut + Send + 'static,
    H: FnOnce(HandleRequest<CheckedPage>) -> O + Send + 'static,
{
    Box::pin(async move {
        match CheckedPage::open(&head, options, Paging::COSTLY) {
            Ok(checked) => run_on_thread(head, checked, options.handler, handler).await,
            Err(refusal) => O::page(refusal.answer()),
        }
    })
}

/// A checked request for a numbered page, on its way to the handler's thread.
#[derive(Debug)]
pub struct CheckedPage {
    options: &'static PageOptions,
    request: PageRequest,
    /// How deep the source itself may be asked to go.
    depth: Option<u64>,
}

impl CheckedPage {
    /// The request as it is checked.
    fn open<'h>(head: &'h RequestHead, options: &'static PageOptions, depth: Option<u64>) -> Result<Self, Refusal<'h>> {
        let request = Paging::open(head, options, depth)?.request();
        Ok(Self {
            options,
            request,
            depth,
        })
    }

    fn paging<'h>(&self, head: &'h RequestHead) -> Paging<'h> {
        Paging::checked(head, self.options, self.request, self.depth)
    }
}

impl HandleRequest<CheckedPage> {
    /// The handle of a request that can be answered, or else its refusal.
    pub(crate) fn open(
        head: RequestHead,
        options: &'static PageOptions,
        depth: Option<u64>,
    ) -> Result<Self, Box<Page>> {
        match CheckedPage::open(&head, options, depth) {
            Ok(checked) => Ok(Self { head, checked }),
            Err(refusal) => Err(Box::new(refusal.answer())),
        }
    }

    /// The handle, for the handler's parameter.
    #[must_use]
    pub fn request(&self) -> PageRequest {
        self.checked.request
    }

    /// Makes the page of what the handler returned.
    pub fn take<R: PageReturn<Row: PlainRow<M>>, M>(self, rows: R) -> R::Out {
        self.page_of(rows)
    }

    fn page_of<R: PageReturn>(&self, rows: R) -> R::Out {
        rows.respond(&self.paging())
    }

    pub(crate) fn paging(&self) -> Paging<'_> {
        self.checked.paging(&self.head)
    }
}
