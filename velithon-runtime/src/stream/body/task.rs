use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use crate::{
    error::facts::ErrorFacts,
    stream::{failure::Failure, handler_end::HandlerEnd},
};

/// The future of a handler whose response has started, with what describes its error.
pub(crate) struct Task<F: ?Sized, R: HandlerEnd> {
    handler: Pin<Box<F>>,
    errors: ErrorFacts<R::Error>,
}

impl<F: ?Sized, R: HandlerEnd> Task<F, R> {
    pub(crate) fn new(handler: Pin<Box<F>>, errors: ErrorFacts<R::Error>) -> Self {
        Self { handler, errors }
    }
}

impl<F: ?Sized, R: HandlerEnd> fmt::Debug for Task<F, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task").finish_non_exhaustive()
    }
}

/// A handler after the commit, of whose error the description alone is needed.
pub trait Drive {
    #[doc(hidden)]
    fn poll_end(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>>;
}

impl<F: Future<Output = R> + ?Sized, R: HandlerEnd> Drive for Task<F, R> {
    fn poll_end(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        let this = self.get_mut();
        this.handler.as_mut().poll(cx).map(|end| {
            end.into_result().map_err(|error| {
                let (description, status) = this.errors.describe(error);
                Failure::Handler(description, status)
            })
        })
    }
}
