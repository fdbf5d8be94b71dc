pub(crate) mod drain;
pub(crate) mod drive;
pub(crate) mod handler_slot;
pub(crate) mod heartbeat;
pub(crate) mod in_flight;
pub(crate) mod observe;
pub(crate) mod pause;
pub(crate) mod rest;
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
use rest::{Next, Rest};
#[cfg(feature = "tokio")]
use stall::Spawn;

/// The body of a [`JsonStream`](super::JsonStream): the text of a result that is complete, or a handler that still runs.
///
/// Dropping it drops the handler where it waits.
///
/// While two chunks are in the hands of an HTTP server that has not written them, it gives out no more. Who asks
/// [`is_end_stream`](Body::is_end_stream) after a frame counts as such a server; who collects a body does not ask, and may keep
/// what it is given.
///
/// `http_body_util`'s `Fuse` asks, and so does a loop `while !body.is_end_stream()`. Where these collect what they are given, they
/// wait for themselves to let go of it, until `stall` fails the response: copy each chunk and drop it, or collect without them.
#[must_use = "a body does nothing unless it is polled"]
pub struct JsonBody<R: ?Sized = dyn Rest + Send + Sync> {
    /// A chunk to hand over before anything else; empty where there is none.
    ready: Bytes,
    pub(crate) behind: Behind<R>,
    /// Whether it was asked for its end since the last frame, as HTTP servers do after each. Who does not ask may be
    /// collecting the chunks, and would wait for ever for itself to release them.
    asked_for_end: AtomicBool,
}

/// What follows the chunk in `ready`.
pub(crate) enum Behind<R: ?Sized> {
    Nothing,
    /// Nothing, because the request is a `HEAD`; unlike `Nothing`, it says nothing of the length that `GET` would have.
    LeftOut,
    /// Nothing, because the status has no content: it says nothing of a length either, as some of these allow none.
    NoContent,
    Rest(Box<R>),
}

impl<R: ?Sized> JsonBody<R> {
    pub(crate) fn whole(text: Bytes) -> Self {
        Self::new(text, Behind::Nothing)
    }

    pub(crate) fn left_out() -> Self {
        Self::new(Bytes::new(), Behind::LeftOut)
    }

    pub(crate) fn no_content() -> Self {
        Self::new(Bytes::new(), Behind::NoContent)
    }

    pub(crate) fn started(first: Bytes, rest: Box<R>) -> Self {
        Self::new(first, Behind::Rest(rest))
    }

    fn new(ready: Bytes, behind: Behind<R>) -> Self {
        Self {
            ready,
            behind,
            asked_for_end: AtomicBool::new(false),
        }
    }
}

impl<R: Rest + ?Sized> JsonBody<R> {
    /// Starts the watchdog of a handler that still runs as a task on this thread.
    #[cfg(feature = "tokio")]
    pub(crate) fn watch_here(&mut self, spawn: Spawn<'_>) {
        if let Behind::Rest(rest) = &mut self.behind {
            rest.watch_here(spawn);
        }
    }

    /// The next chunk; empty where the stream has ended.
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Result<Bytes, Error>> {
        let Behind::Rest(rest) = &mut self.behind else {
            return Poll::Ready(Ok(Bytes::new()));
        };
        let chunk = match ready!(rest.poll_next(*self.asked_for_end.get_mut(), cx)) {
            Next::Chunk(chunk) => return Poll::Ready(Ok(chunk)),
            Next::Last(chunk) => Ok(chunk),
            Next::Abort(error) => Err(error),
        };
        self.behind = Behind::Nothing;
        Poll::Ready(chunk)
    }
}

impl<R: Rest + ?Sized> Body for JsonBody<R> {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let this = self.get_mut();
        if this.ready.is_empty() {
            match ready!(this.poll_chunk(cx)) {
                Ok(chunk) => this.ready = chunk,
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        } else if let Behind::Rest(rest) = &this.behind {
            rest.handed_over();
        }
        if this.ready.is_empty() {
            return Poll::Ready(None);
        }
        let chunk = mem::take(&mut this.ready);
        *this.asked_for_end.get_mut() = false;
        Poll::Ready(Some(Ok(Frame::data(chunk))))
    }

    fn is_end_stream(&self) -> bool {
        self.asked_for_end.store(true, Ordering::Relaxed);
        self.ready.is_empty() && !matches!(self.behind, Behind::Rest(_))
    }

    fn size_hint(&self) -> SizeHint {
        let ready = self.ready.len() as u64;
        let mut hint = SizeHint::new();
        hint.set_lower(ready);
        if matches!(self.behind, Behind::Nothing) {
            hint.set_upper(ready);
        }
        hint
    }
}

impl<R: ?Sized> fmt::Debug for JsonBody<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.behind {
            Behind::Nothing => "complete",
            Behind::LeftOut => "left out",
            Behind::NoContent => "no content",
            Behind::Rest(_) => "running",
        };
        f.debug_struct("JsonBody")
            .field("ready", &self.ready.len())
            .field("state", &state)
            .finish_non_exhaustive()
    }
}
