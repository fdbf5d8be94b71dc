use super::page_out::PageOut;
use crate::{
    blocking::on_thread::on_thread,
    head::RequestHead,
    page::{failure::Failure, options::handler_id::HandlerId},
};

/// What a handler on a blocking thread gets: the request as it was checked, which its handle and its page are made by.
#[derive(Debug)]
pub struct HandleRequest<C> {
    pub(crate) head: RequestHead,
    pub(crate) checked: C,
}

/// Runs a handler on a thread of its own. Its page is made there, while it still has its arguments.
pub(crate) async fn run_on_thread<C, O, H>(head: RequestHead, checked: C, id: HandlerId, handler: H) -> O
where
    C: Send + 'static,
    O: PageOut + Send + 'static,
    H: FnOnce(HandleRequest<C>) -> O + Send + 'static,
{
    let argument = HandleRequest {
        head: head.clone(),
        checked,
    };
    match on_thread(move || handler(argument)).await {
        Ok(output) => output,
        Err(error) => O::page(Failure::Thread(error).answer(&head, id)),
    }
}
