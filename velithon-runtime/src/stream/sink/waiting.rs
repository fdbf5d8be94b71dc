use std::{mem, task::Waker};

/// A waiter's place in the list of those who wait for one flush.
#[derive(Debug, Default)]
pub(crate) struct Place(Option<(u64, usize)>);

/// Those who wait for the next flush.
#[derive(Default)]
pub(crate) struct Waiting {
    /// How often the list has been emptied. A flush without text does it, too, so that chunks could not tell.
    round: u64,
    wakers: Vec<Waker>,
}

impl Waiting {
    /// Waits until the next flush. `place` is the waiter's own, which it keeps for all its calls.
    pub(crate) fn join(&mut self, place: &mut Place, waker: &Waker) {
        let known = place.0.filter(|(round, _)| *round == self.round);
        if let Some(known) = known.and_then(|(_, at)| self.wakers.get_mut(at)) {
            known.clone_from(waker);
        } else {
            place.0 = Some((self.round, self.wakers.len()));
            self.wakers.push(waker.clone());
        }
    }

    /// Empties the list, and tells those who have to be woken where `waker`'s task is polled next in any case: emits under
    /// wakers of their own. Without any, the list keeps its buffer.
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
