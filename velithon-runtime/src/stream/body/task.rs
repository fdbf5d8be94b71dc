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
pub(crate) struct Task<F: ?Sized, E> {
    handler: Pin<Box<F>>,
    errors: ErrorFacts<E>,
}

impl<F: ?Sized, E> Task<F, E> {
    pub(crate) fn new(handler: Pin<Box<F>>, errors: ErrorFacts<E>) -> Self {
        Self { handler, errors }
    }
}

impl<F: ?Sized, E> fmt::Debug for Task<F, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task").finish_non_exhaustive()
    }
}

/// A handler after the commit, of whose error the description alone is needed.
pub trait Drive {
    #[doc(hidden)]
    fn poll_end(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>>;
}

impl<F: Future<Output: HandlerEnd<Error = E>> + ?Sized, E> Drive for Task<F, E> {
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
