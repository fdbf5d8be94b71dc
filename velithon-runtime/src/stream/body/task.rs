use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use http::StatusCode;
use pin_project_lite::pin_project;

use crate::stream::{failure::Failure, handler_end::HandlerEnd};

/// What is left of an error that can no longer be a response: its description, and the status that it would have had.
pub(crate) type Describe<R> = fn(<R as HandlerEnd>::Error) -> (String, StatusCode);

pin_project! {
    /// A handler at work: its future, and what can be said of its error when there is no response left to say it.
    pub struct Task<F, R: HandlerEnd> {
        #[pin]
        handler: F,
        describe: Describe<R>,
    }
}

impl<F: Future<Output = R>, R: HandlerEnd> Task<F, R> {
    pub(crate) fn new(handler: F, describe: Describe<R>) -> Self {
        Self { handler, describe }
    }
}

impl<F, R: HandlerEnd> fmt::Debug for Task<F, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task").finish_non_exhaustive()
    }
}

/// A [`Task`] of whose types only the handler's error matters: the response has not started.
pub(crate) trait Handling<E>: Drive {
    /// Polls for what the handler itself returns.
    fn poll_handler(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), E>>;
}

impl<F: Future<Output = R>, R: HandlerEnd> Handling<R::Error> for Task<F, R> {
    fn poll_handler(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), R::Error>> {
        self.project().handler.poll(cx).map(R::into_result)
    }
}

/// A [`Task`] whose types no longer matter: the response has started.
pub trait Drive {
    #[doc(hidden)]
    fn poll_end(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>>;
}

impl<F: Future<Output = R>, R: HandlerEnd> Drive for Task<F, R> {
    fn poll_end(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        let describe = self.describe;
        self.poll_handler(cx).map_err(|error| {
            let (description, status) = describe(error);
            Failure::Handler(description, status)
        })
    }
}
