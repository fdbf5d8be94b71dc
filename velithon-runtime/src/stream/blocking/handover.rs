//! What a thread hands to the task that answers the request: parts of the text, then how it ended.
//!
//! Two chunks are alive at most: two that wait here, or one and that which is written; while the response has not begun, its
//! first chunk counts, too. The end never waits: a thread is free when its work is done and what filled chunks is taken.
//!
//! Waking takes as long as filling a good part of a chunk. So the task is woken only where it waits, and a thread that waits
//! only when all that it wrote is taken.

use std::{
    collections::VecDeque,
    mem,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Waker},
};

use super::{disconnected::Disconnected, limit::Permit, part::Part};
use crate::stream::failure::Failure;

#[cfg(test)]
mod tests;

pub(crate) enum Next {
    Part(Part),
    /// The last part, and what went wrong, unless the work itself returned or panicked.
    End(Part, Option<Failure>),
}

struct Shared {
    slots: Mutex<Slots>,
    room: Condvar,
    taker_gone: AtomicBool,
}

struct Slots {
    /// Here until the work begins; whoever gives up before takes it back.
    permit: Option<Permit>,
    parts: VecDeque<Part>,
    /// The first part was taken, and is still the response's only one.
    first_is_alive: bool,
    end: Option<(Part, Option<Failure>)>,
    ended: bool,
    /// The thread waits for room.
    giver_waits: bool,
    /// The task waits for what comes next.
    taker: Option<Waker>,
}

impl Slots {
    /// Whether the thread may write another part.
    fn has_room(&self) -> bool {
        self.parts.len() + usize::from(self.first_is_alive) < 2
    }
}

impl Shared {
    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn handover(permit: Permit) -> (Giver, Taker) {
    let shared = Arc::new(Shared {
        slots: Mutex::new(Slots {
            permit: Some(permit),
            parts: VecDeque::with_capacity(2),
            first_is_alive: false,
            end: None,
            ended: false,
            giver_waits: false,
            taker: None,
        }),
        room: Condvar::new(),
        taker_gone: AtomicBool::new(false),
    });
    let taker = Taker {
        shared: shared.clone(),
        parts: 0,
    };
    (Giver(shared), taker)
}

/// The thread's end.
pub(crate) struct Giver(Arc<Shared>);

impl Giver {
    /// The permit to begin; nothing where nobody waits any more.
    pub(crate) fn begin(&self) -> Option<Permit> {
        self.0.slots().permit.take()
    }

    /// Whether nobody takes anything any more.
    #[inline]
    pub(crate) fn is_alone(&self) -> bool {
        self.0.taker_gone.load(Ordering::Relaxed)
    }

    /// Hands over a part, and waits until there is room for another.
    pub(crate) fn give(&self, part: Part) -> Result<(), Disconnected> {
        let mut slots = self.0.slots();
        if self.is_alone() {
            return Err(Disconnected);
        }
        slots.parts.push_back(part);
        let has_room = slots.has_room();
        wake(slots);
        if has_room { Ok(()) } else { self.wait_for_room() }
    }

    fn wait_for_room(&self) -> Result<(), Disconnected> {
        let mut slots = self.0.slots();
        while !self.is_alone() && !slots.has_room() {
            slots.giver_waits = true;
            slots = self.0.room.wait(slots).unwrap_or_else(PoisonError::into_inner);
        }
        if self.is_alone() { Err(Disconnected) } else { Ok(()) }
    }

    /// Tells the end, with the last part. It is told once.
    pub(crate) fn end(&self, last: Part, failure: Option<Failure>) {
        let mut slots = self.0.slots();
        if !mem::replace(&mut slots.ended, true) {
            slots.end = Some((last, failure));
        }
        wake(slots);
    }
}

/// Wakes the task where it waits.
fn wake(mut slots: MutexGuard<'_, Slots>) {
    let taker = slots.taker.take();
    drop(slots);
    if let Some(taker) = taker {
        taker.wake();
    }
}

impl Drop for Giver {
    fn drop(&mut self) {
        self.end(Part::default(), None);
    }
}

/// The task's end. Dropping it wakes the thread where it waits.
pub(crate) struct Taker {
    shared: Arc<Shared>,
    parts: u64,
}

impl Taker {
    pub(crate) fn poll_next(&mut self, cx: &Context<'_>) -> Poll<Next> {
        let mut slots = self.shared.slots();
        slots.first_is_alive = false;
        let next = if let Some(part) = slots.parts.pop_front() {
            self.parts += 1;
            slots.first_is_alive = self.parts == 1;
            Poll::Ready(Next::Part(part))
        } else if let Some((last, failure)) = slots.end.take() {
            Poll::Ready(Next::End(last, failure))
        } else {
            Poll::Pending
        };
        let mut before = None;
        if next.is_pending() && !slots.taker.as_ref().is_some_and(|waker| waker.will_wake(cx.waker())) {
            before = slots.taker.replace(cx.waker().clone());
        }
        let wakes = slots.parts.is_empty() && mem::take(&mut slots.giver_waits);
        // First, as the thread would wait for it again; and a waker's end may be a task's.
        drop(slots);
        drop(before);
        if wakes {
            self.shared.room.notify_one();
        }
        next
    }
}

impl Drop for Taker {
    fn drop(&mut self) {
        self.shared.taker_gone.store(true, Ordering::Relaxed);
        let mut slots = self.shared.slots();
        let left = (
            slots.permit.take(),
            mem::take(&mut slots.parts),
            slots.end.take(),
            slots.taker.take(),
        );
        drop(slots);
        self.shared.room.notify_one();
        drop(left);
    }
}
