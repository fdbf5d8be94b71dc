use std::{mem, task::Waker};

/// Where a waiter's waker stands in [`Wakers`]: the round and the index.
#[derive(Debug, Default)]
pub(crate) struct WakerSlot(Option<(u64, usize)>);

/// The wakers of those who wait for the next flush.
#[derive(Default)]
pub(crate) struct Wakers {
    /// How often the list has been emptied. Chunks cannot be counted instead: a flush without text empties it, too.
    round: u64,
    wakers: Vec<Waker>,
}

impl Wakers {
    /// Adds a waker until the next flush. `slot` belongs to the waiter, which passes the same one at each call.
    pub(crate) fn join(&mut self, slot: &mut WakerSlot, waker: &Waker) {
        let known = slot.0.filter(|(round, _)| *round == self.round);
        if let Some(known) = known.and_then(|(_, at)| self.wakers.get_mut(at)) {
            known.clone_from(waker);
        } else {
            slot.0 = Some((self.round, self.wakers.len()));
            self.wakers.push(waker.clone());
        }
    }

    /// Empties the list and returns the wakers that have to be woken: all but those of the task that `waker` belongs to, which
    /// is polled next in any case. Others come from emits under combinators with wakers of their own, such as `join!`. Where
    /// there are none, the list keeps its buffer.
    pub(crate) fn take_others(&mut self, waker: &Waker) -> Vec<Waker> {
        self.round += 1;
        self.wakers.retain(|waiting| !waiting.will_wake(waker));
        if self.wakers.is_empty() {
            Vec::new()
        } else {
            mem::take(&mut self.wakers)
        }
    }
}
