use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    task::{Context, Poll, ready},
};

use http::Version;

#[cfg(feature = "tokio")]
use super::stall::{Spawn, watch_here};
use super::{
    drive::Drive,
    handler_slot::{ActiveHandler, HandlerSlot, SlotState},
    heartbeat::{Heartbeat, keep_alive},
    in_flight::InFlight,
    observe::Outcome,
    stall::Watchdog,
    timer::Instant,
};
use crate::stream::{failure::Failure, sink::Sink};

/// How many full chunks may be in flight before the body waits. With one alone, each would cost a call of the system and a turn
/// of the executor of its own.
const CHUNKS_IN_FLIGHT: usize = 2;

/// Below so many bytes in flight the body never waits: many small chunks are written by one call of the system.
const LEAST_IN_FLIGHT: usize = 16 * 1024;

/// The body's side of a handler that is still running. Dropping it drops the handler where it waits.
pub(crate) struct Running<D: ?Sized> {
    slot: Arc<HandlerSlot<D>>,
    sink: Sink,
    /// How many bytes may be in flight before the body waits.
    in_flight_limit: usize,
    heartbeat: Option<Heartbeat>,
    #[cfg_attr(
        not(feature = "tokio"),
        expect(
            dead_code,
            reason = "held only for its `Drop`, which ends the watchdog with the body"
        )
    )]
    watchdog: Option<Watchdog>,
}

/// What the handler has written since the last chunk.
pub(crate) enum Written {
    Chunk(Vec<u8>),
    /// The last chunk, which may be empty, and how the handler ended.
    Last(Vec<u8>, Result<(), Failure>),
}

impl<D: ?Sized> Running<D> {
    pub(crate) fn new(
        slot: Arc<HandlerSlot<D>>,
        sink: Sink,
        heartbeat: Option<Heartbeat>,
        watchdog: Option<Watchdog>,
    ) -> Self {
        Self {
            slot,
            in_flight_limit: (CHUNKS_IN_FLIGHT * sink.chunk_limit()).max(LEAST_IN_FLIGHT),
            sink,
            heartbeat,
            watchdog,
        }
    }

    /// The chunks of this response that the HTTP library holds.
    pub(crate) fn in_flight(&self) -> &InFlight {
        self.slot.in_flight()
    }

    /// Whether an abort may overtake what was written just before it: over HTTP/1 none does, as the socket keeps the order.
    pub(crate) fn abort_overtakes(&self) -> bool {
        self.sink.request().version() > Version::HTTP_11
    }

    /// Notes that a chunk that was ready has been handed over.
    pub(crate) fn handed_over(&self) {
        if let Some(mut state) = self.slot.try_lock() {
            state.unpolled_since = Some(Instant::now());
        }
    }
}

impl<D: Drive + ?Sized> Running<D> {
    /// Starts the watchdog as a task on this thread.
    #[cfg(feature = "tokio")]
    pub(crate) fn watch_here(&mut self, spawn: Spawn<'_>)
    where
        D: 'static,
    {
        let limit = self.sink.stall();
        self.watchdog = limit.and_then(|limit| watch_here(&self.slot, limit, spawn));
    }

    /// Polls the handler for the next chunk. `bounded`: only while there is room for another one in flight.
    pub(crate) fn poll_next(&mut self, bounded: bool, cx: &mut Context<'_>) -> Poll<Written> {
        let Some(mut state) = self.slot.try_lock() else {
            // The watchdog holds the lock for a moment.
            cx.waker().wake_by_ref();
            return Poll::Pending;
        };
        let SlotState {
            handler: Some(ActiveHandler { task, span, observer }),
            unpolled_since,
        } = &mut *state
        else {
            // The client stalled and reads again. Over HTTP/1.0 the error record alone tells it that rows are missing.
            let last = self.sink.finish(Some(&Failure::Stalled));
            return Poll::Ready(Written::Last(last, Err(Failure::Stalled)));
        };
        if bounded {
            ready!(self.slot.in_flight().poll_below(self.in_flight_limit, cx));
        }
        let _in_request = span.enter();
        let end = match task {
            // The handler is dropped after a panic and not polled again.
            Some(task) => match catch_unwind(AssertUnwindSafe(|| task.as_mut().poll_end(cx))) {
                Ok(end) => end,
                Err(payload) => Poll::Ready(Err(Failure::panicked(&*payload))),
            },
            None => Poll::Ready(Ok(())),
        };
        // What else went wrong may be for the same reason as the handler's own error.
        let end = match self.sink.failure() {
            Some(failure) if !matches!(end, Poll::Ready(Err(_))) => Poll::Ready(Err(failure)),
            _ => end,
        };
        let Poll::Ready(end) = end else {
            let mut chunk = self.sink.flush(cx);
            if chunk.is_empty() && keep_alive(&mut self.heartbeat, &self.sink, cx) {
                chunk = self.sink.flush(cx);
            }
            if chunk.is_empty() {
                // The client waits for the handler.
                *unpolled_since = None;
                return Poll::Pending;
            }
            // From here on the handler waits for the client.
            *unpolled_since = Some(Instant::now());
            if let Some(heartbeat) = &mut self.heartbeat {
                heartbeat.restart();
            }
            return Poll::Ready(Written::Chunk(chunk));
        };
        let chunk = self.sink.finish(end.as_ref().err());
        match &end {
            Ok(()) => observer.end(Outcome::Completed),
            Err(failure) => observer.fail(failure, "a stream failed"),
        }
        Poll::Ready(Written::Last(chunk, end))
    }
}

impl<D: ?Sized> Drop for Running<D> {
    fn drop(&mut self) {
        // Where the watchdog holds the lock, it is about to drop the handler itself.
        let handler = self.slot.try_lock().and_then(|mut state| state.handler.take());
        drop(handler);
    }
}
