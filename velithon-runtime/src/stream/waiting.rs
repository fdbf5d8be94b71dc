use std::{mem, task::Waker};

/// A waiter's place in the list of those who wait for one chunk to be taken.
#[derive(Debug, Default)]
pub(crate) struct Place(Option<(u64, usize)>);

/// Those who wait for the chunk to be taken.
#[derive(Default)]
pub(crate) struct Waiting(Vec<Waker>);

impl Waiting {
    /// Waits until one more chunk than `taken` is taken. `place` is the waiter's own, which it keeps for all its calls.
    pub(crate) fn join(&mut self, taken: u64, place: &mut Place, waker: &Waker) {
        match place.0.filter(|(at_chunk, _)| *at_chunk == taken) {
            Some((_, at)) if self.0[at].will_wake(waker) => {}
            Some((_, at)) => self.0[at].clone_from(waker),
            None => {
                place.0 = Some((taken, self.0.len()));
                self.0.push(waker.clone());
            }
        }
    }

    /// Those who have to be woken where `waker`'s task is polled next in any case: emits under wakers of their own. Without
    /// any, the list keeps its buffer.
    pub(crate) fn take_others(&mut self, waker: &Waker) -> Vec<Waker> {
        self.0.retain(|waiting| !waiting.will_wake(waker));
        if self.0.is_empty() {
            Vec::new()
        } else {
            mem::take(&mut self.0)
        }
    }
}
