//! Pumps that demand what items have to be where they are made.
//!
//! The futures demand nothing, so that an item which lacks something is reported once, and they name nothing but the source and the
//! end, so that the compiler has little to prove.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use futures::Stream;
use pin_project_lite::pin_project;
use serde::Serialize;

use super::{End, Item, end::Never, poll_iterator, poll_stream};
use crate::{
    list::Slice,
    probe::mode::{ModeOf, Plain},
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

impl<I: Iterator, R> IteratorOf<I, R> {
    pub(crate) fn new<M>(items: I, sink: Sink) -> Self
    where
        I::Item: Item<M>,
        R: End<<I::Item as Item<M>>::Error>,
    {
        Self {
            items,
            sink,
            slot: WakerSlot::FREE,
            poll: poll_iterator::<M, R, I>,
        }
    }
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

impl<S: Stream, R> StreamOf<S, R> {
    pub(crate) fn new<M>(items: S, sink: Sink) -> Self
    where
        S::Item: Item<M>,
        R: End<<S::Item as Item<M>>::Error>,
    {
        Self {
            items,
            sink,
            slot: WakerSlot::FREE,
            poll: poll_stream::<M, R, S>,
        }
    }
}

impl<S, R> Future for StreamOf<S, R> {
    type Output = R;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let this = self.project();
        (this.poll)(this.items, this.sink, this.slot, cx)
    }
}

/// Writes the items that fit, of a list whose first so many are written.
type PollShared<S, R> = fn(&S, &mut usize, &Sink, &mut WakerSlot, &mut Context<'_>) -> Poll<R>;

/// Writes the items of a list that is shared or borrowed, where they are, and ends with `R`.
#[must_use = "futures do nothing unless they are awaited"]
#[derive(Debug)]
pub struct SharedOf<S, R> {
    list: S,
    written: usize,
    sink: Sink,
    slot: WakerSlot,
    poll: PollShared<S, R>,
}

impl<S: Slice<Item: Serialize>, R: End<Never>> SharedOf<S, R> {
    pub(crate) fn new(list: S, sink: Sink) -> Self {
        Self {
            list,
            written: 0,
            sink,
            slot: WakerSlot::FREE,
            poll: |list, written, sink, slot, cx| {
                let mut rest = list.rows().get(*written..).unwrap_or_default().iter();
                let before = rest.len();
                let polled = poll_iterator::<Plain, R, _>(&mut rest, sink, slot, cx);
                *written += before - rest.len();
                polled
            },
        }
    }
}

// It never pins the list.
impl<S, R> Unpin for SharedOf<S, R> {}

impl<S, R> Future for SharedOf<S, R> {
    type Output = R;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let this = self.get_mut();
        (this.poll)(&this.list, &mut this.written, &this.sink, &mut this.slot, cx)
    }
}

/// Writes the items `T` of an iterator, as a handler that ends with `R` has them. The iterator is checked to have these items.
pub fn iterator_of<R, T, I>(items: I, sink: Sink) -> IteratorOf<I, R>
where
    R: ModeOf + End<T::Error>,
    T: Item<R::Mode>,
    I: Iterator<Item = T>,
{
    // Not by `new`, which would be one more function for each handler.
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

/// [`iterator_of`] for an iterator that the handler returned in a `Result`. That it ends with a `Result`, `R`, does not tell whether
/// the items are `Result`s, too: `M` does.
pub fn iterator_in<M, R, T, I>(items: I, sink: Sink) -> IteratorOf<I, R>
where
    M: ModeOf,
    R: End<T::Error>,
    T: Item<M::Mode>,
    I: Iterator<Item = T>,
{
    IteratorOf {
        items,
        sink,
        slot: WakerSlot::FREE,
        poll: poll_iterator::<M::Mode, R, I>,
    }
}

/// [`iterator_in`] for a stream.
pub fn stream_in<M, R, T, S>(items: S, sink: Sink) -> StreamOf<S, R>
where
    M: ModeOf,
    R: End<T::Error>,
    T: Item<M::Mode>,
    S: Stream<Item = T>,
{
    StreamOf {
        items,
        sink,
        slot: WakerSlot::FREE,
        poll: poll_stream::<M::Mode, R, S>,
    }
}
