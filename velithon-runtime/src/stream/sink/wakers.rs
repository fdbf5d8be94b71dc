use std::{mem, task::Waker};

/// Where a waiter's waker stands in [`Wakers`]: the round and the index.
#[derive(Debug)]
pub(crate) struct WakerSlot(Option<(u64, usize)>);

impl WakerSlot {
    /// A place that is not taken: as a constant, it costs the code of a handler no call.
    pub(crate) const FREE: Self = Self(None);
}

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

#[cfg(test)]
mod tests {
    use std::{sync::Arc, task::Wake};

    use super::*;

    struct Nobody;

    impl Wake for Nobody {
        fn wake(self: Arc<Self>) {}
    }

    #[test]
    fn who_waits_has_one_place_in_each_round() {
        let waiting = Waker::from(Arc::new(Nobody));
        let mut wakers = Wakers::default();
        let (mut first, mut second) = (WakerSlot::FREE, WakerSlot::FREE);
        for round in 0..2 {
            wakers.join(&mut first, &waiting);
            wakers.join(&mut second, &waiting);
            wakers.join(&mut first, &waiting);
            assert_eq!(wakers.take_others(Waker::noop()).len(), 2, "round {round}");
            // The second waiter comes first in the next round.
            mem::swap(&mut first, &mut second);
        }
    }
}
