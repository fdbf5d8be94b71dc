use std::{
    sync::MutexGuard,
    task::{Context, Poll, Waker},
};

use super::{end::End, item::Item};
use crate::stream::sink::{Sink, state::SinkState, wakers::WakerSlot};

/// A pump's turn: it writes the items that fit, and ends with `R` where there are no more.
///
/// What a turn does depends on the items alone. The loop around it is compiled for each handler, whose iterator has a type of its
/// own, and is as short as can be.
pub(super) struct Turn<'a, R> {
    state: MutexGuard<'a, SinkState>,
    slot: &'a mut WakerSlot,
    waker: &'a Waker,
    end: Poll<R>,
}

impl<'a, R> Turn<'a, R> {
    /// Begins a turn, unless there is no room for an item.
    pub(super) fn begin<'c: 'a>(sink: &'a Sink, slot: &'a mut WakerSlot, cx: &Context<'c>) -> Option<Self> {
        match sink.poll_room(slot, cx) {
            Poll::Ready(state) => Some(Self {
                state,
                slot,
                waker: cx.waker(),
                end: Poll::Pending,
            }),
            Poll::Pending => None,
        }
    }

    /// Writes the next item, of mode `M`. Whether the source should be asked for one more.
    #[inline]
    pub(super) fn write<M, T>(&mut self, item: Option<T>) -> bool
    where
        T: Item<M>,
        R: End<T::Error>,
    {
        let Some(item) = item else {
            self.end = Poll::Ready(R::of(Ok(())));
            return false;
        };
        match item.write_to(&mut self.state) {
            Ok(true) if !self.state.chunk.is_full() => true,
            Ok(true) => {
                self.state.wait(self.slot, self.waker);
                false
            }
            Ok(false) => false,
            Err(error) => {
                self.end = Poll::Ready(R::of(Err(error)));
                false
            }
        }
    }

    /// What the pump's future has come to.
    pub(super) fn end(self) -> Poll<R> {
        self.end
    }
}
