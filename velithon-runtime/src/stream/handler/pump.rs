//! The futures that drive an iterator or a stream into the sink.
//!
//! They are written by hand and name no item type in their fields. With one, or as an `async fn`, the compiler refuses
//! the plainest borrowing iterator ("implementation of `FnOnce` is not general enough").

use std::{
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures::Stream;
use pin_project_lite::pin_project;

use crate::stream::sink::{Sink, wakers::WakerSlot};
use end::End;
use item::Item;
pub use of_items::{iterator_in, iterator_of, list_of, stream_in, stream_of};
use turn::Turn;

pub(crate) mod end;
pub(crate) mod item;
pub(crate) mod of_items;
pub(crate) mod or_failed;
pub(crate) mod streamed;
mod turn;

/// Writes the items that fit, of an iterator and of mode `M`.
fn poll_iterator<M, R, I>(iter: &mut I, sink: &Sink, slot: &mut WakerSlot, cx: &mut Context<'_>) -> Poll<R>
where
    I: Iterator<Item: Item<M>>,
    R: End<<I::Item as Item<M>>::Error>,
{
    let Some(mut turn) = Turn::begin(sink, slot, cx) else {
        return Poll::Pending;
    };
    while turn.write(iter.next()) {}
    turn.end()
}

/// Writes the items that fit and that are ready, of a stream and of mode `M`.
fn poll_stream<M, R, S>(mut stream: Pin<&mut S>, sink: &Sink, slot: &mut WakerSlot, cx: &mut Context<'_>) -> Poll<R>
where
    S: Stream<Item: Item<M>>,
    R: End<<S::Item as Item<M>>::Error>,
{
    let Some(mut turn) = Turn::begin(sink, slot, cx) else {
        return Poll::Pending;
    };
    while turn.write(ready!(stream.as_mut().poll_next(cx))) {}
    turn.end()
}

/// Writes an iterator's items of mode `M` and ends with `R`.
#[must_use = "write `.await`: nothing is written before"]
#[derive(Debug)]
pub struct IterPump<'a, I, M, R> {
    iter: I,
    sink: &'a Sink,
    slot: WakerSlot,
    mode: PhantomData<fn() -> (M, R)>,
}

impl<'a, I, M, R> IterPump<'a, I, M, R> {
    pub(crate) fn new(iter: I, sink: &'a Sink) -> Self {
        Self {
            iter,
            sink,
            slot: WakerSlot::FREE,
            mode: PhantomData,
        }
    }
}

// It never pins the iterator.
impl<I, M, R> Unpin for IterPump<'_, I, M, R> {}

impl<I, M, R> Future for IterPump<'_, I, M, R>
where
    I: Iterator,
    I::Item: Item<M>,
    R: End<<I::Item as Item<M>>::Error>,
{
    type Output = R;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let this = self.get_mut();
        poll_iterator::<M, R, I>(&mut this.iter, this.sink, &mut this.slot, cx)
    }
}

pin_project! {
    /// Writes a stream's items of mode `M` and ends with `R`.
    #[must_use = "write `.await`: nothing is written before"]
    #[derive(Debug)]
    pub struct StreamPump<'a, S, M, R> {
        #[pin]
        stream: S,
        sink: &'a Sink,
        slot: WakerSlot,
        mode: PhantomData<fn() -> (M, R)>,
    }
}

impl<'a, S, M, R> StreamPump<'a, S, M, R> {
    pub(crate) fn new(stream: S, sink: &'a Sink) -> Self {
        Self {
            stream,
            sink,
            slot: WakerSlot::FREE,
            mode: PhantomData,
        }
    }
}

impl<S, M, R> Future for StreamPump<'_, S, M, R>
where
    S: Stream,
    S::Item: Item<M>,
    R: End<<S::Item as Item<M>>::Error>,
{
    type Output = R;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let this = self.project();
        poll_stream::<M, R, S>(this.stream, this.sink, this.slot, cx)
    }
}

// Generated code makes pumps by plain functions. Behind a trait's method, whose future is a projection of the iterator's type,
// the compiler cannot prove that a closure in that type is `Send` for every lifetime.

/// Writes an iterator's items.
pub fn iterator<M, R, I>(items: I, sink: &Sink) -> IterPump<'_, I, M, R> {
    IterPump::new(items, sink)
}

/// Writes a stream's items.
pub fn stream<M, R, S>(items: S, sink: &Sink) -> StreamPump<'_, S, M, R> {
    StreamPump::new(items, sink)
}
