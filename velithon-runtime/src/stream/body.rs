use std::{
    fmt, mem,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tracing::Span;

use super::{
    failure::{Error, Failure},
    observe::{Observer, Outcome},
    sink::Sink,
    task::Drive,
};
use crate::memory::response_ended;

/// The body of a [`JsonStream`](super::JsonStream): the text of a result that is complete, or a handler at work.
///
/// Dropping it drops the handler where it waits.
#[must_use = "a body does nothing unless it is polled"]
pub struct JsonBody<D: ?Sized = dyn Drive + Send> {
    /// A chunk that is ready.
    ready: Bytes,
    rest: Rest<D>,
}

/// What follows the chunk that is ready.
enum Rest<D: ?Sized> {
    Nothing,
    /// Nothing either; but the response to this `HEAD` request would have had a body.
    LeftOut,
    Running(Running<D>),
    /// The handler is gone. One flush, so that a client that keeps up has all that was emitted; then the error.
    Flushing(Failure),
    Aborting(Failure),
}

impl<D: ?Sized> JsonBody<D> {
    pub(crate) fn whole(text: Bytes) -> Self {
        Self {
            ready: text,
            rest: Rest::Nothing,
        }
    }

    pub(crate) fn left_out() -> Self {
        Self {
            ready: Bytes::new(),
            rest: Rest::LeftOut,
        }
    }

    pub(crate) fn started(first: Bytes, running: Running<D>) -> Self {
        Self {
            ready: first,
            rest: Rest::Running(running),
        }
    }
}

impl<D: Drive + ?Sized> JsonBody<D> {
    /// The next chunk, empty where the stream has ended or failed with nothing in hand.
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Bytes> {
        let Rest::Running(running) = &mut self.rest else {
            return Poll::Ready(Bytes::new());
        };
        let end = match running.poll(cx) {
            Poll::Pending => {
                let chunk = running.sink.flush(cx);
                return if chunk.is_empty() {
                    Poll::Pending
                } else {
                    Poll::Ready(chunk)
                };
            }
            Poll::Ready(end) => end,
        };
        let chunk = running.sink.finish(end.is_ok());
        self.rest = match end {
            Ok(()) => {
                running.observer.end(Outcome::Completed);
                Rest::Nothing
            }
            Err(failure) => {
                let in_request = running.span.enter();
                running.observer.fail(&failure, "a stream failed");
                drop(in_request);
                Rest::Flushing(failure)
            }
        };
        Poll::Ready(chunk)
    }
}

impl<D: Drive + ?Sized> Body for JsonBody<D> {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let this = self.get_mut();
        if this.ready.is_empty() {
            this.ready = ready!(this.poll_chunk(cx));
        }
        if !this.ready.is_empty() {
            let chunk = mem::take(&mut this.ready);
            return Poll::Ready(Some(Ok(Frame::data(chunk))));
        }
        match mem::replace(&mut this.rest, Rest::Nothing) {
            Rest::Flushing(failure) => {
                this.rest = Rest::Aborting(failure);
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Rest::Aborting(failure) => Poll::Ready(Some(Err(Error::new(failure)))),
            rest => {
                this.rest = rest;
                Poll::Ready(None)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.ready.is_empty() && matches!(self.rest, Rest::Nothing | Rest::LeftOut)
    }

    fn size_hint(&self) -> SizeHint {
        let ready = self.ready.len() as u64;
        let mut hint = SizeHint::new();
        hint.set_lower(ready);
        if matches!(self.rest, Rest::Nothing) {
            hint.set_upper(ready);
        }
        hint
    }
}

impl<D: ?Sized> fmt::Debug for JsonBody<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.rest {
            Rest::Nothing => "complete",
            Rest::LeftOut => "left out",
            Rest::Running(_) => "running",
            Rest::Flushing(_) | Rest::Aborting(_) => "failed",
        };
        f.debug_struct("JsonBody")
            .field("ready", &self.ready.len())
            .field("state", &state)
            .finish()
    }
}

/// A handler that goes on after its response has started.
pub(crate) struct Running<D: ?Sized> {
    task: Option<Pin<Box<D>>>,
    sink: Sink,
    /// The request's span, which nobody else enters for a body.
    span: Span,
    observer: Observer,
}

impl<D: ?Sized> Running<D> {
    pub(crate) fn new(task: Pin<Box<D>>, sink: Sink, span: Span, observer: Observer) -> Self {
        Self {
            task: Some(task),
            sink,
            span,
            observer,
        }
    }
}

impl<D: Drive + ?Sized> Running<D> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        let _in_request = self.span.enter();
        let Some(task) = &mut self.task else {
            return Poll::Ready(Ok(()));
        };
        // The handler is dropped after a panic and not polled again.
        let end = match catch_unwind(AssertUnwindSafe(|| task.as_mut().poll_end(cx))) {
            Ok(end) => end,
            Err(payload) => Poll::Ready(Err(Failure::panicked(&*payload))),
        };
        // What else went wrong may be for the same reason as the handler's own error.
        match self.sink.failure() {
            Some(failure) if !matches!(end, Poll::Ready(Err(_))) => Poll::Ready(Err(failure)),
            _ => end,
        }
    }
}

impl<D: ?Sized> Drop for Running<D> {
    fn drop(&mut self) {
        let _in_request = self.span.enter();
        self.task = None;
        response_ended();
    }
}
