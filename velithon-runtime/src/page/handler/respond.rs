//! The futures of paginated handlers.
//!
//! What a handler returns is checked where its future is made. The futures themselves demand nothing: what a future that is awaited
//! demands, the compiler may report a second time.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::page_out::SaysRefusals;
use crate::{error::facts::OfProblems, page::Page};

/// A response in the making.
pub(crate) type BoxRespond<'h, O> = Pin<Box<dyn Future<Output = O> + Send + 'h>>;

pin_project! {
    /// Runs a handler, then makes the response of what it returned. It is no `async fn`, which would be one more future for the
    /// compiler to look into for each handler.
    ///
    /// `F` is the handler, `C` its request as it was checked, `V` what it returns, and `O` what the framework sees.
    #[must_use = "futures do nothing unless they are awaited"]
    #[project = RespondState]
    pub enum Respond<F, C, V, O>
    where
        O: SaysRefusals,
    {
        #[doc(hidden)]
        Running {
            checked: C,
            #[pin]
            handler: F,
            page_of: fn(&C, V) -> O,
            refusals: OfProblems<O::Error>,
        },
        #[doc(hidden)]
        Refused { page: Option<Box<Page>>, refusals: OfProblems<O::Error> },
    }
}

impl<F, C, V, O: SaysRefusals> Respond<F, C, V, O> {
    /// Answers a request that was `checked` or refused: only of the former is there a `handler`.
    pub(crate) fn new(
        checked: Result<C, Box<Page>>,
        handler: impl FnOnce(&C) -> F,
        page_of: fn(&C, V) -> O,
        refusals: OfProblems<O::Error>,
    ) -> Self {
        match checked {
            Ok(checked) => Self::Running {
                handler: handler(&checked),
                checked,
                page_of,
                refusals,
            },
            Err(page) => Self::Refused {
                page: Some(page),
                refusals,
            },
        }
    }
}

impl<F: Future<Output = V>, C, V, O: SaysRefusals> Future for Respond<F, C, V, O> {
    type Output = O;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<O> {
        match self.project() {
            RespondState::Running {
                checked,
                handler,
                page_of,
                refusals,
            } => {
                let out = page_of(checked, ready!(handler.poll(cx)));
                Poll::Ready(out.said(*refusals))
            }
            RespondState::Refused { page, refusals } => refused(page, *refusals),
        }
    }
}

/// A function of its own, so that it is compiled once, and not for each handler.
fn refused<O: SaysRefusals>(page: &mut Option<Box<Page>>, refusals: OfProblems<O::Error>) -> Poll<O> {
    match page.take() {
        Some(page) => Poll::Ready(O::page(*page).said(refusals)),
        // It has been polled to its end.
        None => Poll::Pending,
    }
}

impl<F, C, V, O: SaysRefusals> fmt::Debug for Respond<F, C, V, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Respond").finish_non_exhaustive()
    }
}
