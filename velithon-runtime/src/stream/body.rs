pub(crate) mod drain;
pub(crate) mod heartbeat;
pub(crate) mod in_flight;
pub(crate) mod observe;
pub(crate) mod running;
pub(crate) mod stall;
pub(crate) mod task;
#[cfg(feature = "tokio")]
pub(crate) mod timer;

use std::{
    fmt, mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::failure::Error;
use drain::Parting;
use running::{Next, Running};
#[cfg(feature = "actix")]
use stall::LocalTask;
use task::Drive;

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
    /// The handler is gone, and the error waits until the client has what was emitted.
    Parting(Parting),
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

    pub(crate) fn started(first: Vec<u8>, running: Running<D>) -> Self {
        Self {
            ready: running.transit().send(first),
            rest: Rest::Running(running),
        }
    }
}

impl<D: Drive + ?Sized> JsonBody<D> {
    /// Has a handler that is at work watched by a task on this thread.
    #[cfg(feature = "actix")]
    pub(crate) fn guard_here(&mut self, spawn: impl FnOnce(LocalTask) -> Option<tokio::task::AbortHandle>)
    where
        D: 'static,
    {
        if let Rest::Running(running) = &mut self.rest {
            running.guard_here(spawn);
        }
    }

    /// The next chunk, empty where the stream has ended or failed with nothing in hand.
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Bytes> {
        let Rest::Running(running) = &mut self.rest else {
            return Poll::Ready(Bytes::new());
        };
        let transit = running.transit().clone();
        let (text, end) = match ready!(running.poll_next(cx)) {
            Next::Chunk(text) => return Poll::Ready(transit.send(text)),
            Next::Last(text, end) => (text, end),
        };
        let chunk = transit.send(text);
        self.rest = match end {
            Ok(()) => Rest::Nothing,
            Err(failure) => Rest::Parting(Parting::new(failure, transit)),
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
        } else if let Rest::Running(running) = &this.rest {
            running.handed_over();
        }
        if !this.ready.is_empty() {
            let chunk = mem::take(&mut this.ready);
            return Poll::Ready(Some(Ok(Frame::data(chunk))));
        }
        let Rest::Parting(parting) = &mut this.rest else {
            return Poll::Ready(None);
        };
        ready!(parting.poll_end(cx));
        match mem::replace(&mut this.rest, Rest::Nothing) {
            Rest::Parting(parting) => Poll::Ready(Some(Err(Error::new(parting.into_failure())))),
            _ => Poll::Ready(None),
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
            Rest::Parting(_) => "failed",
        };
        f.debug_struct("JsonBody")
            .field("ready", &self.ready.len())
            .field("state", &state)
            .finish()
    }
}
