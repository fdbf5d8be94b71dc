//! Pumps for items of a type that is written in the handler's signature.
//!
//! What the items have to be is demanded where the pump is made. The future demands nothing, so that an item which lacks
//! something is reported once, and it names nothing but the source and the end, so that the compiler has little to prove.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use futures::Stream;
use pin_project_lite::pin_project;

use super::{End, Item, poll_iterator, poll_stream};
use crate::{
    probe::mode::ModeOf,
    stream::sink::{Sink, wakers::WakerSlot},
};

/// Writes the items of an iterator and ends with `R`.
#[must_use = "futures do nothing unless they are awaited"]
#[derive(Debug)]
pub struct IteratorOf<I, R> {
    items: I,
    sink: Sink,
    slot: WakerSlot,
    poll: fn(&mut I, &Sink, &mut WakerSlot, &mut Context<'_>) -> Poll<R>,
}

// It never pins the iterator.
impl<I, R> Unpin for IteratorOf<I, R> {}

impl<I, R> Future for IteratorOf<I, R> {
    type Output = R;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let this = self.get_mut();
        (this.poll)(&mut this.items, &this.sink, &mut this.slot, cx)
    }
}

/// Polls a stream for the items that are ready.
type PollStream<S, R> = fn(Pin<&mut S>, &Sink, &mut WakerSlot, &mut Context<'_>) -> Poll<R>;

pin_project! {
    /// Writes the items of a stream and ends with `R`.
    #[must_use = "futures do nothing unless they are awaited"]
    #[derive(Debug)]
    pub struct StreamOf<S, R> {
        #[pin]
        items: S,
        sink: Sink,
        slot: WakerSlot,
        poll: PollStream<S, R>,
    }
}

impl<S, R> Future for StreamOf<S, R> {
    type Output = R;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let this = self.project();
        (this.poll)(this.items, this.sink, this.slot, cx)
    }
}

/// Writes the items `T` of an iterator, as a handler that ends with `R` has them. The iterator is checked to have these items.
pub fn iterator_of<R, T, I>(items: I, sink: Sink) -> IteratorOf<I, R>
where
    R: ModeOf + End<T::Error>,
    T: Item<R::Mode>,
    I: Iterator<Item = T>,
{
    IteratorOf {
        items,
        sink,
        slot: WakerSlot::FREE,
        poll: poll_iterator::<R::Mode, R, I>,
    }
}

/// [`iterator_of`] for a list.
pub fn list_of<R, T, I>(items: I, sink: Sink) -> IteratorOf<I::IntoIter, R>
where
    R: ModeOf + End<T::Error>,
    T: Item<R::Mode>,
    I: IntoIterator<Item = T>,
{
    iterator_of(items.into_iter(), sink)
}

/// [`iterator_of`] for a stream.
pub fn stream_of<R, T, S>(items: S, sink: Sink) -> StreamOf<S, R>
where
    R: ModeOf + End<T::Error>,
    T: Item<R::Mode>,
    S: Stream<Item = T>,
{
    StreamOf {
        items,
        sink,
        slot: WakerSlot::FREE,
        poll: poll_stream::<R::Mode, R, S>,
    }
}
