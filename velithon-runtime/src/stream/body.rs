pub(crate) mod drain;
pub(crate) mod drive;
pub(crate) mod handler_slot;
pub(crate) mod heartbeat;
pub(crate) mod in_flight;
pub(crate) mod observe;
pub(crate) mod pause;
pub(crate) mod running;
pub(crate) mod stall;
pub(crate) mod timer;

use std::{
    fmt, mem,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering},
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::failure::Error;
use drain::Drain;
use drive::Drive;
use running::{NextChunk, Running};
#[cfg(feature = "tokio")]
use stall::LocalTask;

/// The body of a [`JsonStream`](super::JsonStream): the text of a result that is complete, or a handler that still runs.
///
/// Dropping it drops the handler where it waits.
///
/// While two chunks are in the hands of an HTTP server that has not written them, it gives out no more. Who asks
/// [`is_end_stream`](Body::is_end_stream) after a frame counts as such a server; who collects a body does not ask, and may keep
/// what it is given.
#[must_use = "a body does nothing unless it is polled"]
pub struct JsonBody<D: ?Sized = dyn Drive + Send> {
    /// A chunk to hand over before anything else; empty where there is none.
    ready: Bytes,
    rest: Rest<D>,
    /// Whether it was asked for its end since the last frame, as HTTP servers do after each. Who does not ask may be
    /// collecting the chunks, and would wait for ever for itself to release them.
    asked_for_end: AtomicBool,
}

/// What follows the chunk in `ready`.
enum Rest<D: ?Sized> {
    Nothing,
    /// Nothing, because the request is a `HEAD`; unlike `Nothing`, it says nothing of the length that `GET` would have.
    LeftOut,
    Running(Running<D>),
    /// The handler has failed, and the error waits until the HTTP library has written what was emitted.
    Drain(Drain),
}

impl<D: ?Sized> JsonBody<D> {
    pub(crate) fn whole(text: Bytes) -> Self {
        Self {
            ready: text,
            rest: Rest::Nothing,
            asked_for_end: AtomicBool::new(false),
        }
    }

    pub(crate) fn left_out() -> Self {
        Self {
            ready: Bytes::new(),
            rest: Rest::LeftOut,
            asked_for_end: AtomicBool::new(false),
        }
    }

    pub(crate) fn started(first: Vec<u8>, running: Running<D>) -> Self {
        Self {
            ready: running.in_flight().chunk(first),
            rest: Rest::Running(running),
            asked_for_end: AtomicBool::new(false),
        }
    }
}

impl<D: Drive + ?Sized> JsonBody<D> {
    /// Starts the watchdog of a handler that still runs as a task on this thread.
    #[cfg(feature = "tokio")]
    pub(crate) fn watch_here(&mut self, spawn: impl FnOnce(LocalTask) -> Option<tokio::task::AbortHandle>)
    where
        D: 'static,
    {
        if let Rest::Running(running) = &mut self.rest {
            running.watch_here(spawn);
        }
    }

    /// The next chunk; empty where the stream has ended, or failed with no text left to send.
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Bytes> {
        let Rest::Running(running) = &mut self.rest else {
            return Poll::Ready(Bytes::new());
        };
        let bounded = *self.asked_for_end.get_mut();
        let (text, end) = match ready!(running.poll_next(bounded, cx)) {
            NextChunk::Chunk(text) => return Poll::Ready(running.in_flight().chunk(text)),
            NextChunk::Last(text, end) => (text, end),
        };
        let in_flight = running.in_flight().clone();
        let overtakes = running.abort_overtakes();
        let chunk = in_flight.chunk(text);
        self.rest = match end {
            Ok(()) => Rest::Nothing,
            Err(failure) => Rest::Drain(Drain::new(failure, in_flight, overtakes)),
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
            *this.asked_for_end.get_mut() = false;
            return Poll::Ready(Some(Ok(Frame::data(chunk))));
        }
        let Rest::Drain(drain) = &mut this.rest else {
            return Poll::Ready(None);
        };
        ready!(drain.poll_end(cx));
        match mem::replace(&mut this.rest, Rest::Nothing) {
            Rest::Drain(drain) => Poll::Ready(Some(Err(Error::new(drain.into_failure())))),
            _ => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.asked_for_end.store(true, Ordering::Relaxed);
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
            Rest::Drain(_) => "failed",
        };
        f.debug_struct("JsonBody")
            .field("ready", &self.ready.len())
            .field("state", &state)
            .finish_non_exhaustive()
    }
}
