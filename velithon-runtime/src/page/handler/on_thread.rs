use super::page_out::PageOut;
use crate::{
    blocking::on_thread::on_thread,
    head::RequestHead,
    page::{failure::Failure, options::PageOptions},
};

/// What a handler that may block is told of the rows to read, on its thread.
#[derive(Debug)]
pub struct Told<R> {
    pub(crate) head: RequestHead,
    pub(crate) options: &'static PageOptions,
    request: R,
}

impl<R: Clone> Told<R> {
    /// The handle.
    #[must_use]
    pub fn request(&self) -> R {
        self.request.clone()
    }
}

/// Runs a handler on a thread of its own. Its page is made there, while it still has its arguments.
pub(crate) async fn tell<R, O, H>(head: RequestHead, options: &'static PageOptions, request: R, handler: H) -> O
where
    R: Send + 'static,
    O: PageOut + Send + 'static,
    H: FnOnce(Told<R>) -> O + Send + 'static,
{
    let told = Told {
        head: head.clone(),
        options,
        request,
    };
    match on_thread(move || handler(told)).await {
        Ok(output) => output,
        Err(error) => O::page(Failure::Thread(error).answer(&head)),
    }
}
