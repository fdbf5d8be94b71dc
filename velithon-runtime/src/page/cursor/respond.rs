use super::{CursorRequest, CursorReturn, Walk, returned::RowOf};
use crate::{Keyset, PageOptions, RequestHead, failure::Failure, on_thread::on_thread, page::PageOut};

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

/// [`respond`] for a handler that may block: it runs on a thread of its own, and its page is made there, while it still
/// has its arguments.
pub async fn respond_blocking<T, O, H>(head: RequestHead, options: &'static PageOptions, handler: H) -> O
where
    T: Keyset + 'static,
    O: PageOut + Send + 'static,
    H: FnOnce(ToldCursor<T>) -> O + Send + 'static,
{
    let request = match Walk::open(&head, options) {
        Ok(walk) => walk.request().clone(),
        Err(refusal) => return O::page(refusal.answer()),
    };
    let told = ToldCursor {
        head: head.clone(),
        options,
        request,
    };
    match on_thread(move || handler(told)).await {
        Ok(output) => output,
        Err(error) => O::page(Failure::Thread(error).answer(&head)),
    }
}

/// The request for a page of a walk, on its handler's thread.
#[derive(Debug)]
pub struct ToldCursor<T> {
    head: RequestHead,
    options: &'static PageOptions,
    request: CursorRequest<T>,
}

impl<T: Keyset> ToldCursor<T> {
    /// The handle.
    #[must_use]
    pub fn request(&self) -> CursorRequest<T> {
        self.request.clone()
    }

    /// Makes the page of what the handler returned.
    pub fn take<R: CursorReturn<Row: RowOf<T>>>(self, rows: R) -> R::Out {
        match Walk::open(&self.head, self.options) {
            Ok(walk) => page(&walk, rows),
            Err(refusal) => R::Out::page(refusal.answer()),
        }
    }
}
