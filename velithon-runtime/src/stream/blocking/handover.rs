//! What a thread hands to the task that answers the request: parts of the text, then how it ended.
//!
//! Two chunks are alive at most: the one that is written, and the one that waits here, or is with the client's response
//! while that has not begun. The end never waits, so that a thread is free as soon as its work is done.

use std::{
    mem,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use futures::task::AtomicWaker;

use super::{Disconnected, limit::Permit};
use crate::stream::{failure::Failure, state::State};

/// A part of the text, which is a chunk of its own.
#[derive(Default)]
pub(super) struct Part {
    pub(super) text: Vec<u8>,
    /// How many items there have been so far.
    pub(super) items: u64,
    /// The response is to start even without text.
    pub(super) commit: bool,
}

impl Part {
    pub(super) fn take(state: &mut State) -> Self {
        let (text, items) = state.chunk.take_part();
        Self {
            text,
            items,
            commit: false,
        }
    }
}

pub(super) enum Next {
    Part(Part),
    /// The last part, and what went wrong, unless the work itself returned or panicked.
    End(Part, Option<Failure>),
}

struct Shared {
    slots: Mutex<Slots>,
    room: Condvar,
    waker: AtomicWaker,
    taker_gone: AtomicBool,
}

struct Slots {
    /// Here until the work begins; whoever gives up before takes it back.
    permit: Option<Permit>,
    part: Option<Part>,
    /// No further part may come yet: the first is still the response's only one.
    closed: bool,
    end: Option<(Part, Option<Failure>)>,
    ended: bool,
}

impl Shared {
    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) fn handover(permit: Permit) -> (Giver, Taker) {
    let shared = Arc::new(Shared {
        slots: Mutex::new(Slots {
            permit: Some(permit),
            part: None,
            closed: false,
            end: None,
            ended: false,
        }),
        room: Condvar::new(),
        waker: AtomicWaker::new(),
        taker_gone: AtomicBool::new(false),
    });
    let taker = Taker {
        shared: shared.clone(),
        parts: 0,
    };
    (Giver(shared), taker)
}

/// The thread's end.
pub(super) struct Giver(Arc<Shared>);

impl Giver {
    /// The permit to begin; nothing where nobody waits any more.
    pub(super) fn begin(&self) -> Option<Permit> {
        self.0.slots().permit.take()
    }

    /// Whether nobody takes anything any more.
    #[inline]
    pub(super) fn is_alone(&self) -> bool {
        self.0.taker_gone.load(Ordering::Relaxed)
    }

    /// Hands over a part, and waits until there is room for it.
    pub(super) fn give(&self, part: Part) -> Result<(), Disconnected> {
        let mut slots = self.0.slots();
        while !self.is_alone() && (slots.part.is_some() || slots.closed) {
            slots = self.0.room.wait(slots).unwrap_or_else(PoisonError::into_inner);
        }
        if self.is_alone() {
            return Err(Disconnected);
        }
        slots.part = Some(part);
        drop(slots);
        self.0.waker.wake();
        Ok(())
    }

    /// Tells the end, with the last part. It is told once.
    pub(super) fn end(&self, last: Part, failure: Option<Failure>) {
        let mut slots = self.0.slots();
        if !mem::replace(&mut slots.ended, true) {
            slots.end = Some((last, failure));
        }
        drop(slots);
        self.0.waker.wake();
    }
}

impl Drop for Giver {
    fn drop(&mut self) {
        self.end(Part::default(), None);
    }
}

/// The task's end. Dropping it wakes the thread where it waits.
pub(super) struct Taker {
    shared: Arc<Shared>,
    parts: u64,
}

impl Taker {
    pub(super) fn poll_next(&mut self, cx: &Context<'_>) -> Poll<Next> {
        self.shared.waker.register(cx.waker());
        let mut slots = self.shared.slots();
        if mem::take(&mut slots.closed) {
            self.shared.room.notify_one();
        }
        if let Some(part) = slots.part.take() {
            self.parts += 1;
            slots.closed = self.parts == 1;
            if !slots.closed {
                self.shared.room.notify_one();
            }
            return Poll::Ready(Next::Part(part));
        }
        match slots.end.take() {
            Some((last, failure)) => Poll::Ready(Next::End(last, failure)),
            None => Poll::Pending,
        }
    }
}

impl Drop for Taker {
    fn drop(&mut self) {
        self.shared.taker_gone.store(true, Ordering::Relaxed);
        let mut slots = self.shared.slots();
        let left = (slots.permit.take(), slots.part.take(), slots.end.take());
        drop(slots);
        self.shared.room.notify_one();
        drop(left);
    }
}
