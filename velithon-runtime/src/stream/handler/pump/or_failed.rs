use std::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

pin_project! {
    /// A pump inside the `Result` that the handler returned: an error ends the stream before the first item.
    #[must_use = "futures do nothing unless they are awaited"]
    #[derive(Debug)]
    pub struct OrFailed<P, E> {
        #[pin]
        pump: Option<P>,
        error: Option<E>,
    }
}

impl<P, E> OrFailed<P, E> {
    pub(crate) fn new(pump: Result<P, E>) -> Self {
        match pump {
            Ok(pump) => Self {
                pump: Some(pump),
                error: None,
            },
            Err(error) => Self {
                pump: None,
                error: Some(error),
            },
        }
    }
}

impl<P: Future<Output = Result<(), E>>, E> Future for OrFailed<P, E> {
    type Output = Result<(), E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), E>> {
        let this = self.project();
        match (this.error.take(), this.pump.as_pin_mut()) {
            (Some(error), _) => Poll::Ready(Err(error)),
            (None, Some(pump)) => pump.poll(cx),
            (None, None) => Poll::Pending,
        }
    }
}
