use std::{
    mem,
    task::{Context, Poll, ready},
};

use bytes::Bytes;

#[cfg(feature = "tokio")]
use super::stall::Spawn;
use super::{
    drain::Drain,
    drive::Drive,
    running::{Running, Written},
};
use crate::stream::failure::Error;

/// What follows the first chunk of a response.
///
/// A body holds it as a trait object: a debug build describes every type that can be reached from those that a handler's code names,
/// and what a running response is made of cannot be reached through this trait.
pub trait Rest {
    /// The next chunk. `bounded`: only while there is room for another one in flight.
    #[doc(hidden)]
    fn poll_next(&mut self, bounded: bool, cx: &mut Context<'_>) -> Poll<Next>;

    /// Notes that a chunk that was ready has been handed over.
    #[doc(hidden)]
    fn handed_over(&self);

    /// Starts the watchdog of a handler that still runs as a task on this thread.
    #[cfg(feature = "tokio")]
    #[doc(hidden)]
    fn watch_here(&mut self, spawn: Spawn<'_>);
}

/// What a body sends next.
#[derive(Debug)]
pub enum Next {
    /// A chunk with others behind it.
    Chunk(Bytes),
    /// The last chunk, which may be empty.
    Last(Bytes),
    /// The abort after the last chunk.
    Abort(Error),
}

/// A handler that goes on, until its body has ended.
pub(crate) enum Streaming<D: ?Sized> {
    Running(Running<D>),
    /// The handler has failed, and the error waits until the HTTP library has written what was emitted.
    Failed(Drain),
    Ended,
}

impl<D: Drive + ?Sized + 'static> Rest for Streaming<D> {
    fn poll_next(&mut self, bounded: bool, cx: &mut Context<'_>) -> Poll<Next> {
        if let Self::Running(running) = self {
            let (text, end) = match ready!(running.poll_next(bounded, cx)) {
                Written::Chunk(text) => return Poll::Ready(Next::Chunk(running.in_flight().chunk(text))),
                Written::Last(text, end) => (text, end),
            };
            let in_flight = running.in_flight().clone();
            let overtakes = running.abort_overtakes();
            let chunk = in_flight.chunk(text);
            let Err(failure) = end else {
                *self = Self::Ended;
                return Poll::Ready(Next::Last(chunk));
            };
            *self = Self::Failed(Drain::new(failure, in_flight, overtakes));
            if !chunk.is_empty() {
                return Poll::Ready(Next::Chunk(chunk));
            }
        }
        if let Self::Failed(drain) = self {
            ready!(drain.poll_end(cx));
        }
        Poll::Ready(match mem::replace(self, Self::Ended) {
            Self::Failed(drain) => Next::Abort(Error::new(drain.into_failure())),
            Self::Running(_) | Self::Ended => Next::Last(Bytes::new()),
        })
    }

    fn handed_over(&self) {
        if let Self::Running(running) = self {
            running.handed_over();
        }
    }

    #[cfg(feature = "tokio")]
    fn watch_here(&mut self, spawn: Spawn<'_>) {
        if let Self::Running(running) = self {
            running.watch_here(spawn);
        }
    }
}
