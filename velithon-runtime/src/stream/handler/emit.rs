use std::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::stream::{
    failure::Failure,
    sink::{Sink, wakers::WakerSlot},
};

const NOT_AWAITED: &str = "an `emit` on a full chunk was dropped without being awaited: write `rows.emit(&item).await`";

/// The wait for room after an [`Emitter::emit`](crate::Emitter::emit).
#[must_use = "write `.await`: without it the handler does not wait for the client"]
#[derive(Debug)]
pub struct Emit<'a> {
    waiting: Option<Waiting<'a>>,
}

#[derive(Debug)]
struct Waiting<'a> {
    sink: &'a Sink,
    /// How many chunks had been taken when the item was written.
    taken: u64,
    polled: bool,
    slot: WakerSlot,
}

impl<'a> Emit<'a> {
    #[inline]
    pub(crate) fn done() -> Self {
        Self { waiting: None }
    }

    #[cold]
    pub(crate) fn waiting(sink: &'a Sink, taken: u64) -> Self {
        let waiting = Waiting {
            sink,
            taken,
            polled: false,
            slot: WakerSlot::FREE,
        };
        Self { waiting: Some(waiting) }
    }

    #[cold]
    fn poll_waiting(&mut self, cx: &Context<'_>) -> Poll<()> {
        let Some(waiting) = &mut self.waiting else {
            return Poll::Ready(());
        };
        waiting.polled = true;
        let Some(mut state) = waiting.sink.state() else {
            return Poll::Pending;
        };
        if state.failure.is_some() {
            return Poll::Pending;
        }
        if state.chunk.taken() == waiting.taken {
            state.wait(&mut waiting.slot, cx.waker());
            return Poll::Pending;
        }
        self.waiting = None;
        Poll::Ready(())
    }

    #[cold]
    fn abandon(&self) {
        let Some(waiting) = &self.waiting else { return };
        let Some(mut state) = waiting.sink.state() else { return };
        if state.chunk.taken() == waiting.taken && !waiting.polled {
            state.fail(Failure::Misuse(NOT_AWAITED));
        }
    }
}

impl Future for Emit<'_> {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.waiting.is_none() {
            return Poll::Ready(());
        }
        self.poll_waiting(cx)
    }
}

impl Drop for Emit<'_> {
    #[inline]
    fn drop(&mut self) {
        if self.waiting.is_some() {
            self.abandon();
        }
    }
}
