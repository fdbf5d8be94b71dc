//! The future of a paginated handler.
//!
//! What the handler returns is checked where the future is made. The future itself demands nothing: what a future that is awaited
//! demands, the compiler may report a second time.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::page::response::Page;

/// A response in the making.
pub(crate) type BoxRespond<'h, O> = Pin<Box<dyn Future<Output = O> + Send + 'h>>;

/// The response of what a handler returned: made at once, or with time.
pub(crate) enum Read<'h, O> {
    Made(O),
    Begun(BoxRespond<'h, O>),
}

pin_project! {
    /// Runs a handler, then reads the page of what it returned. It is no `async fn`, which would be one more future for the compiler
    /// to look into for each handler.
    ///
    /// `F` is the handler, `C` its request as it was checked, `V` what it returns, and `O` what the framework sees.
    #[must_use = "futures do nothing unless they are awaited"]
    #[project = RespondState]
    pub enum Respond<'h, F, C, V, O> {
        #[doc(hidden)]
        Refused { page: Option<Box<Page>>, out: fn(Page) -> O },
        #[doc(hidden)]
        Running {
            #[pin]
            handler: F,
            checked: Option<C>,
            read: fn(C, V) -> Read<'h, O>,
        },
        #[doc(hidden)]
        Reading { reading: BoxRespond<'h, O> },
    }
}

impl<'h, F, C, V, O> Respond<'h, F, C, V, O> {
    /// Runs a handler whose request was checked.
    pub(crate) fn new(checked: C, handler: F, read: fn(C, V) -> Read<'h, O>) -> Self {
        Self::Running {
            handler,
            checked: Some(checked),
            read,
        }
    }

    /// Answers a request that was refused: its handler never runs.
    pub(crate) fn refused(page: Box<Page>, out: fn(Page) -> O) -> Self {
        Self::Refused { page: Some(page), out }
    }
}

impl<F: Future<Output = V>, C, V, O> Future for Respond<'_, F, C, V, O> {
    type Output = O;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<O> {
        loop {
            match self.as_mut().project() {
                RespondState::Refused { page, out } => {
                    // Without a page it has been polled to its end.
                    return page.take().map_or(Poll::Pending, |page| Poll::Ready(out(*page)));
                }
                RespondState::Running { handler, checked, read } => {
                    let value = ready!(handler.poll(cx));
                    let Some(checked) = checked.take() else {
                        return Poll::Pending;
                    };
                    match read(checked, value) {
                        Read::Made(output) => return Poll::Ready(output),
                        Read::Begun(reading) => self.set(Self::Reading { reading }),
                    }
                }
                RespondState::Reading { reading } => return reading.as_mut().poll(cx),
            }
        }
    }
}

impl<F, C, V, O> fmt::Debug for Respond<'_, F, C, V, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Respond").finish_non_exhaustive()
    }
}
