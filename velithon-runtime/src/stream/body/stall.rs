//! The watchdog that drops the handler of a client that has stopped reading.
//!
//! An HTTP library polls a body only when it has room for more. While a client does not read, nobody polls, and a timer
//! inside the body would never fire. So a task of its own shares the [handler's slot](super::handler_slot) with the body.

use std::{sync::Arc, time::Duration};

use super::{drive::Drive, handler_slot::HandlerSlot};

/// Ends the watchdog's task when it is dropped.
#[derive(Debug)]
pub(crate) struct Watchdog(#[cfg(feature = "tokio")] tokio::task::AbortHandle);

#[cfg(feature = "tokio")]
impl Drop for Watchdog {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Starts a watchdog over a handler, which may take no chunk for `limit`; nothing where no tokio runtime can time it.
#[cfg(feature = "tokio")]
pub(crate) fn watch<D: Drive + Send + ?Sized + 'static>(
    slot: &Arc<HandlerSlot<D>>,
    limit: Duration,
) -> Option<Watchdog> {
    timed::start(slot, limit)
}

/// There is no watchdog without a timer.
#[cfg(not(feature = "tokio"))]
pub(crate) fn watch<D: Drive + Send + ?Sized + 'static>(_: &Arc<HandlerSlot<D>>, _: Duration) -> Option<Watchdog> {
    None
}

#[cfg(feature = "tokio")]
pub(crate) use timed::{Spawn, watch_here};

#[cfg(feature = "tokio")]
mod timed {
    use std::{pin::Pin, sync::Arc, time::Duration};

    use tokio::{runtime::Handle, task::AbortHandle};

    use super::Watchdog;
    use crate::stream::body::{
        drive::Drive,
        handler_slot::HandlerSlot,
        observe::Outcome,
        timer::{self, Instant},
    };

    /// How a host spawns a task that need not be `Send`.
    pub(crate) type Spawn<'a> = Box<dyn FnOnce(Pin<Box<dyn Future<Output = ()>>>) -> Option<AbortHandle> + 'a>;

    pub(super) fn start<D: Drive + Send + ?Sized + 'static>(
        slot: &Arc<HandlerSlot<D>>,
        limit: Duration,
    ) -> Option<Watchdog> {
        // Asked first whether it can be timed: a runtime whose timers are off would have the task panic.
        drop(timer::sleep(limit)?);
        let runtime = Handle::try_current().ok()?;
        Some(Watchdog(runtime.spawn(run(slot.clone(), limit)).abort_handle()))
    }

    /// Starts a watchdog over a handler that stays on its thread, by a host that can `spawn` a task there.
    pub(crate) fn watch_here<D: Drive + ?Sized + 'static>(
        slot: &Arc<HandlerSlot<D>>,
        limit: Duration,
        spawn: Spawn<'_>,
    ) -> Option<Watchdog> {
        drop(timer::sleep(limit)?);
        spawn(Box::pin(run(slot.clone(), limit))).map(Watchdog)
    }

    async fn run<D: ?Sized>(slot: Arc<HandlerSlot<D>>, limit: Duration) {
        while let Some(due) = check(&slot, limit) {
            tokio::time::sleep_until(due).await;
        }
    }

    /// Drops the handler if its client has stalled. Otherwise returns when to check again.
    fn check<D: ?Sized>(slot: &HandlerSlot<D>, limit: Duration) -> Option<Instant> {
        let now = Instant::now();
        let Some(mut state) = slot.try_lock() else {
            return now.checked_add(limit);
        };
        // A library that writes what it holds serves a client that reads, even if it does not poll for more yet.
        let released = slot.in_flight().last_released();
        let progress = state
            .unpolled_since
            .map(|since| released.map_or(since, |last| last.max(since)));
        let due = progress.unwrap_or(now).checked_add(limit)?;
        if due > now {
            return Some(due);
        }
        let mut stalled = state.handler.take();
        if let Some(stalled) = &mut stalled {
            stalled.observer.end(Outcome::Stalled);
        }
        // The handler's own `Drop` may take its time, and nobody should wait for the lock meanwhile.
        drop(state);
        drop(stalled);
        // Where the HTTP library still polls, the body's error has it let go of what it holds.
        slot.in_flight().wake();
        None
    }
}
