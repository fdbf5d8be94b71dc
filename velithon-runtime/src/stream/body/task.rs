use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::{
    error::facts::ErrorFacts,
    stream::{failure::Failure, handler_end::HandlerEnd},
};

pin_project! {
    /// The future of a handler, with what describes its error once the response has started.
    pub struct Task<F, R: HandlerEnd> {
        #[pin]
        handler: F,
        errors: ErrorFacts<R::Error>,
    }
}

impl<F: Future<Output = R>, R: HandlerEnd> Task<F, R> {
    pub(crate) fn new(handler: F, errors: ErrorFacts<R::Error>) -> Self {
        Self { handler, errors }
    }
}

impl<F, R: HandlerEnd> fmt::Debug for Task<F, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task").finish_non_exhaustive()
    }
}

/// A [`Task`] inside the commit window, where the handler's error `E` is still needed as a value.
pub trait Handling<E>: Drive {
    /// Polls for the result that the handler returns.
    #[doc(hidden)]
    fn poll_handler(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), E>>;
}

impl<F: Future<Output = R>, R: HandlerEnd> Handling<R::Error> for Task<F, R> {
    fn poll_handler(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), R::Error>> {
        self.project().handler.poll(cx).map(R::into_result)
    }
}

/// A [`Task`] after the commit, where only the description of the handler's error is needed.
pub trait Drive {
    #[doc(hidden)]
    fn poll_end(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>>;
}

impl<F: Future<Output = R>, R: HandlerEnd> Drive for Task<F, R> {
    fn poll_end(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        let errors = self.errors;
        self.poll_handler(cx).map_err(|error| {
            let (description, status) = errors.describe(error);
            Failure::Handler(description, status)
        })
    }
}
