use super::page_out::PageOut;
use crate::{
    blocking::on_thread::on_thread,
    head::RequestHead,
    page::{failure::Failure, options::PageOptions},
};

/// What a handler on a blocking thread gets: its handle, and what its page is made by.
#[derive(Debug)]
pub struct HandleRequest<R> {
    pub(crate) head: RequestHead,
    pub(crate) options: &'static PageOptions,
    request: R,
}

impl<R: Clone> HandleRequest<R> {
    /// The handle, for the handler's parameter.
    #[must_use]
    pub fn request(&self) -> R {
        self.request.clone()
    }
}

/// Runs a handler on a thread of its own. Its page is made there, while it still has its arguments.
pub(crate) async fn run_on_thread<R, O, H>(
    head: RequestHead,
    options: &'static PageOptions,
    request: R,
    handler: H,
) -> O
where
    R: Send + 'static,
    O: PageOut + Send + 'static,
    H: FnOnce(HandleRequest<R>) -> O + Send + 'static,
{
    let argument = HandleRequest {
        head: head.clone(),
        options,
        request,
    };
    match on_thread(move || handler(argument)).await {
        Ok(output) => output,
        Err(error) => O::page(Failure::Thread(error).answer(&head)),
    }
}
