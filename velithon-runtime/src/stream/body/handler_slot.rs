//! Who owns the handler of a response that has started.

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, TryLockError},
};

use tracing::Span;

use super::{in_flight::InFlight, observe::Observer, timer::Instant};
use crate::{memory::response_ended, stream::failure::Failure};

/// A handler that goes on after its response has started.
pub(crate) struct ActiveHandler<D: ?Sized> {
    /// Nothing once the handler is dropped.
    pub(crate) task: Option<Pin<Box<D>>>,
    /// The request's span, which no framework enters while it polls a body.
    pub(crate) span: Span,
    pub(crate) observer: Observer,
}

impl<D: ?Sized> Drop for ActiveHandler<D> {
    fn drop(&mut self) {
        let _in_request = self.span.enter();
        let task = self.task.take();
        // The handler's own `Drop` may panic, and whoever drops the handler has more to do: to end the response, first of all.
        if let Err(payload) = catch_unwind(AssertUnwindSafe(|| drop(task))) {
            let failure = Failure::panicked(&*payload);
            tracing::error!(target: "velithon", error = %failure, "a handler panicked while it was dropped");
        }
        response_ended();
    }
}

/// A handler that the body polls, and that the watchdog drops when its client stalls.
///
/// Neither waits for the other's lock: where the watchdog finds the slot locked, the handler is being polled, so the client
/// reads.
pub(crate) struct HandlerSlot<D: ?Sized> {
    in_flight: InFlight,
    state: Mutex<SlotState<D>>,
}

pub(crate) struct SlotState<D: ?Sized> {
    /// Nothing once the client has stalled.
    pub(crate) handler: Option<ActiveHandler<D>>,
    /// Since when a chunk has been ready that nobody polled for; nothing while the client waits for the handler.
    pub(crate) unpolled_since: Option<Instant>,
}

impl<D: ?Sized> HandlerSlot<D> {
    pub(crate) fn new(handler: ActiveHandler<D>) -> Arc<Self> {
        Arc::new(Self {
            in_flight: InFlight::default(),
            state: Mutex::new(SlotState {
                handler: Some(handler),
                unpolled_since: Some(Instant::now()),
            }),
        })
    }

    /// The chunks of this response that the HTTP library holds.
    pub(crate) fn in_flight(&self) -> &InFlight {
        &self.in_flight
    }

    /// Locks the handler; nothing while the body or the watchdog holds it.
    pub(crate) fn try_lock(&self) -> Option<MutexGuard<'_, SlotState<D>>> {
        match self.state.try_lock() {
            Ok(state) => Some(state),
            // The handler's panics are caught; whatever else panicked left the slot as it was.
            Err(TryLockError::Poisoned(state)) => Some(state.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}

impl<D: ?Sized> fmt::Debug for HandlerSlot<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HandlerSlot").finish_non_exhaustive()
    }
}
