//! The channel between the thread that writes the text and the task that answers the request: parts, then how it ended.
//!
//! At most two chunks exist: two in the channel, or one there and the one that the thread fills. While the response has not
//! started, its first chunk counts as well. The last part never waits for room, so that a thread is free when its work is
//! done and its full chunks are received.
//!
//! Waking a thread or a task costs as much as filling a good part of a chunk. So the task is woken only where it waits, and a
//! thread that waits is woken only when all of its parts are received.

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

pub(crate) enum NextPart {
    Part(Part),
    /// The last part, and the failure that stopped the thread; nothing where the work returned or panicked.
    End(Part, Option<Failure>),
}

struct Channel {
    slots: Mutex<Slots>,
    room: Condvar,
    receiver_gone: AtomicBool,
}

struct Slots {
    /// Here until the work begins. A receiver that is dropped before takes it back, and the work never begins.
    permit: Option<Permit>,
    parts: VecDeque<Part>,
    /// The first part was received and is held by the commit window, where nobody sends it yet.
    first_is_alive: bool,
    end: Option<(Part, Option<Failure>)>,
    ended: bool,
    /// The thread waits for room, and has to be notified.
    sender_waits: bool,
    /// The task to wake for the next part; nothing while it does not wait.
    receiver_waits: Option<Waker>,
}

impl Slots {
    /// Whether the thread may write another part.
    fn has_room(&self) -> bool {
        self.parts.len() + usize::from(self.first_is_alive) < 2
    }
}

impl Channel {
    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn handover(permit: Permit) -> (Sender, Receiver) {
    let channel = Arc::new(Channel {
        slots: Mutex::new(Slots {
            permit: Some(permit),
            parts: VecDeque::with_capacity(2),
            first_is_alive: false,
            end: None,
            ended: false,
            sender_waits: false,
            receiver_waits: None,
        }),
        room: Condvar::new(),
        receiver_gone: AtomicBool::new(false),
    });
    let receiver = Receiver {
        channel: channel.clone(),
        parts: 0,
    };
    (Sender(channel), receiver)
}

/// The end of the channel that the writing thread has.
pub(crate) struct Sender(Arc<Channel>);

impl Sender {
    /// Takes the permit to begin; nothing where the request is gone already.
    pub(crate) fn begin(&self) -> Option<Permit> {
        self.0.slots().permit.take()
    }

    /// Whether the receiver is gone.
    #[inline]
    pub(crate) fn is_closed(&self) -> bool {
        self.0.receiver_gone.load(Ordering::Relaxed)
    }

    /// Hands over a part, and waits until there is room for another.
    pub(crate) fn send(&self, part: Part) -> Result<(), Disconnected> {
        let mut slots = self.0.slots();
        if self.is_closed() {
            return Err(Disconnected);
        }
        slots.parts.push_back(part);
        let has_room = slots.has_room();
        wake(slots);
        if has_room { Ok(()) } else { self.wait_for_room() }
    }

    fn wait_for_room(&self) -> Result<(), Disconnected> {
        let mut slots = self.0.slots();
        while !self.is_closed() && !slots.has_room() {
            slots.sender_waits = true;
            slots = self.0.room.wait(slots).unwrap_or_else(PoisonError::into_inner);
        }
        if self.is_closed() { Err(Disconnected) } else { Ok(()) }
    }

    /// Sends the last part and the failure that stopped the thread, if one did. Only the first call counts.
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
    let receiver = slots.receiver_waits.take();
    drop(slots);
    if let Some(receiver) = receiver {
        receiver.wake();
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        self.end(Part::default(), None);
    }
}

/// The end of the channel that the task has. Dropping it wakes the thread where it waits for room.
pub(crate) struct Receiver {
    channel: Arc<Channel>,
    parts: u64,
}

impl Receiver {
    pub(crate) fn poll_next(&mut self, cx: &Context<'_>) -> Poll<NextPart> {
        let mut slots = self.channel.slots();
        slots.first_is_alive = false;
        let next = if let Some(part) = slots.parts.pop_front() {
            self.parts += 1;
            slots.first_is_alive = self.parts == 1;
            Poll::Ready(NextPart::Part(part))
        } else if let Some((last, failure)) = slots.end.take() {
            Poll::Ready(NextPart::End(last, failure))
        } else {
            Poll::Pending
        };
        let mut before = None;
        if next.is_pending()
            && !slots
                .receiver_waits
                .as_ref()
                .is_some_and(|waker| waker.will_wake(cx.waker()))
        {
            before = slots.receiver_waits.replace(cx.waker().clone());
        }
        let wakes = slots.parts.is_empty() && mem::take(&mut slots.sender_waits);
        // Unlocked first: the thread would only wait for the lock, and dropping a waker may drop its task.
        drop(slots);
        drop(before);
        if wakes {
            self.channel.room.notify_one();
        }
        next
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.channel.receiver_gone.store(true, Ordering::Relaxed);
        let mut slots = self.channel.slots();
        let left = (
            slots.permit.take(),
            mem::take(&mut slots.parts),
            slots.end.take(),
            slots.receiver_waits.take(),
        );
        drop(slots);
        self.channel.room.notify_one();
        drop(left);
    }
}
