use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::page::{Page, handler::respond::BoxRespond};

/// The response of what a handler returned: made at once, or by reading.
pub(crate) enum PageRead<'h, O> {
    Made(O),
    Begun(BoxRespond<'h, O>),
}

pin_project! {
    /// Runs a handler, then reads the page of what it returned, which takes its time.
    ///
    /// `F` is the handler, `C` its request as it was checked, `V` what it returns, and `O` what the framework sees.
    #[must_use = "futures do nothing unless they are awaited"]
    #[project = ReadState]
    pub enum ReadLater<'h, F, C, V, O> {
        #[doc(hidden)]
        Running {
            #[pin]
            handler: F,
            checked: Option<C>,
            read: fn(C, V) -> PageRead<'h, O>,
        },
        #[doc(hidden)]
        Reading { reading: BoxRespond<'h, O> },
        #[doc(hidden)]
        Refused { page: Option<Box<Page>>, out: fn(Page) -> O },
    }
}

impl<'h, F, C, V, O> ReadLater<'h, F, C, V, O> {
    /// Runs a handler whose request was checked.
    pub(crate) fn new(checked: C, handler: F, read: fn(C, V) -> PageRead<'h, O>) -> Self {
        Self::Running {
            handler,
            checked: Some(checked),
            read,
        }
    }

    /// Answers a request that was refused: its handler never runs.
    pub(crate) fn refused(page: Page, out: fn(Page) -> O) -> Self {
        Self::Refused {
            page: Some(Box::new(page)),
            out,
        }
    }
}

impl<F: Future<Output = V>, C, V, O> Future for ReadLater<'_, F, C, V, O> {
    type Output = O;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<O> {
        loop {
            match self.as_mut().project() {
                ReadState::Running { handler, checked, read } => {
                    let value = ready!(handler.poll(cx));
                    let Some(checked) = checked.take() else {
                        // It has been polled to its end, with the error that the handler returned.
                        return Poll::Pending;
                    };
                    match read(checked, value) {
                        PageRead::Made(output) => return Poll::Ready(output),
                        PageRead::Begun(reading) => self.set(Self::Reading { reading }),
                    }
                }
                ReadState::Reading { reading } => return reading.as_mut().poll(cx),
                // Without a page it has been polled to its end.
                ReadState::Refused { page, out } => {
                    return page.take().map_or(Poll::Pending, |page| Poll::Ready(out(*page)));
                }
            }
        }
    }
}

impl<F, C, V, O> fmt::Debug for ReadLater<'_, F, C, V, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadLater").finish_non_exhaustive()
    }
}
