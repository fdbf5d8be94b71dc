//! Clients that stop reading.
//!
//! An HTTP library polls a body only when it has room for what comes. While a client does not read, nobody polls, and a
//! timer inside the body would never be looked at: so the handler is where a task of the body's own can drop it.

use std::{
    fmt,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, TryLockError},
    time::Duration,
};

use tracing::Span;

use super::{in_flight::Transit, observe::Observer, task::Drive};
use crate::memory::response_ended;

#[cfg(not(feature = "tokio"))]
pub(crate) use std::time::Instant;
#[cfg(feature = "tokio")]
pub(crate) use tokio::time::Instant;

/// A handler that goes on after its response has started.
pub(crate) struct AtWork<D: ?Sized> {
    pub(crate) task: Option<Pin<Box<D>>>,
    /// The request's span, which nobody else enters for a body.
    pub(crate) span: Span,
    pub(crate) observer: Observer,
}

impl<D: ?Sized> Drop for AtWork<D> {
    fn drop(&mut self) {
        let _in_request = self.span.enter();
        self.task = None;
        response_ended();
    }
}

/// A handler that two may want: the body, to poll it, and the guard, to drop it.
///
/// Neither waits for the other. Where the guard finds the handler taken, it is being polled, and the client reads.
pub(crate) struct Shared<D: ?Sized> {
    transit: Transit,
    place: Mutex<Place<D>>,
}

pub(crate) struct Place<D: ?Sized> {
    /// Nothing once it has stalled.
    pub(crate) at_work: Option<AtWork<D>>,
    pub(crate) unclaimed: Unclaimed,
}

/// Since when there has been a chunk for the client that nobody came for, whatever was written meanwhile; nothing while the
/// handler is waited for.
pub(crate) struct Unclaimed(Option<Instant>);

impl<D: ?Sized> Shared<D> {
    pub(crate) fn new(at_work: AtWork<D>) -> Arc<Self> {
        Arc::new(Self {
            transit: Transit::default(),
            place: Mutex::new(Place {
                at_work: Some(at_work),
                unclaimed: Unclaimed(Some(Instant::now())),
            }),
        })
    }

    /// The chunks that the handler has made.
    pub(crate) fn transit(&self) -> &Transit {
        &self.transit
    }

    /// The place, unless the other one is at it.
    pub(crate) fn place(&self) -> Option<MutexGuard<'_, Place<D>>> {
        match self.place.try_lock() {
            Ok(place) => Some(place),
            // The handler's panics are caught; whatever else panicked left the place as it was.
            Err(TryLockError::Poisoned(place)) => Some(place.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}

impl Unclaimed {
    /// A chunk was handed over. Until somebody comes for the next one, the client is waited for.
    pub(crate) fn await_client(&mut self) {
        self.0 = Some(Instant::now());
    }

    /// Somebody came, and the handler had nothing.
    pub(crate) fn await_handler(&mut self) {
        self.0 = None;
    }
}

impl<D: ?Sized> fmt::Debug for Shared<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}

/// Ends the task that watches a handler, when it is dropped.
#[derive(Debug)]
pub(crate) struct Guard(#[cfg(feature = "tokio")] tokio::task::AbortHandle);

#[cfg(feature = "tokio")]
impl Drop for Guard {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Watches a handler, where there is a tokio runtime to do it.
#[cfg(feature = "tokio")]
pub(crate) fn guard<D: Drive + Send + ?Sized + 'static>(shared: &Arc<Shared<D>>, limit: Duration) -> Option<Guard> {
    let runtime = timed(limit)?;
    Some(Guard(runtime.spawn(watch(shared.clone(), limit)).abort_handle()))
}

/// A task that may stay on its thread.
#[cfg(feature = "actix")]
pub(crate) type LocalTask = Pin<Box<dyn Future<Output = ()>>>;

/// [`guard`] for a handler that stays on its thread, by a host that may have a place to `spawn` a task there.
#[cfg(feature = "actix")]
pub(crate) fn guard_here<D: Drive + ?Sized + 'static>(
    shared: &Arc<Shared<D>>,
    limit: Duration,
    spawn: impl FnOnce(LocalTask) -> Option<tokio::task::AbortHandle>,
) -> Option<Guard> {
    timed(limit)?;
    spawn(Box::pin(watch(shared.clone(), limit))).map(Guard)
}

/// The runtime that can wait for so long.
#[cfg(feature = "tokio")]
fn timed(limit: Duration) -> Option<tokio::runtime::Handle> {
    let runtime = tokio::runtime::Handle::try_current().ok()?;
    // A limit beyond the end of time is none.
    Instant::now().checked_add(limit)?;
    // Nor is there one in a runtime whose timers are off.
    drop(super::timer::sleep(limit)?);
    Some(runtime)
}

/// Nobody watches without a timer.
#[cfg(not(feature = "tokio"))]
pub(crate) fn guard<D: Drive + Send + ?Sized + 'static>(_: &Arc<Shared<D>>, _: Duration) -> Option<Guard> {
    None
}

#[cfg(feature = "tokio")]
async fn watch<D: ?Sized>(shared: Arc<Shared<D>>, limit: Duration) {
    while let Some(due) = look(&shared, limit) {
        tokio::time::sleep_until(due).await;
    }
}

/// Drops the handler if its client has stalled; says when to look again if not.
#[cfg(feature = "tokio")]
fn look<D: ?Sized>(shared: &Shared<D>, limit: Duration) -> Option<Instant> {
    let now = Instant::now();
    let Some(mut place) = shared.place() else {
        return now.checked_add(limit);
    };
    // A library may write for long before it comes for more.
    let written = shared.transit.last_written();
    let taken = place
        .unclaimed
        .0
        .map(|since| written.map_or(since, |last| last.max(since)));
    let due = taken.unwrap_or(now).checked_add(limit)?;
    if due > now {
        return Some(due);
    }
    let mut stalled = place.at_work.take();
    if let Some(stalled) = &mut stalled {
        stalled.observer.end(super::observe::Outcome::Stalled);
    }
    // The handler's own `Drop` may take its time, and nobody is to wait for it.
    drop(place);
    drop(stalled);
    None
}
