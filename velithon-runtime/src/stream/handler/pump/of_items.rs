//! Pumps for items of a type that is written in the handler's signature.
//!
//! What the items have to be is demanded where the pump is made. The future demands nothing, so that an item which lacks
//! something is reported once.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use futures::Stream;
use pin_project_lite::pin_project;

use super::{IterPump, StreamPump};
use crate::stream::{item_end::ItemEnd, sink::Sink};

pin_project! {
    /// A pump that ends with `R`, with its own way to be polled.
    #[must_use = "futures do nothing unless they are awaited"]
    #[derive(Debug)]
    pub struct PumpOf<P, R> {
        #[pin]
        pump: P,
        poll: fn(Pin<&mut P>, &mut Context<'_>) -> Poll<R>,
    }
}

impl<R, P: Future<Output = R>> PumpOf<P, R> {
    fn new(pump: P) -> Self {
        Self { pump, poll: P::poll }
    }
}

impl<P, R> Future for PumpOf<P, R> {
    type Output = R;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let this = self.project();
        (this.poll)(this.pump, cx)
    }
}

type Mode<const RESULT: bool, T> = <T as ItemEnd<RESULT>>::Mode;
type End<const RESULT: bool, T> = <T as ItemEnd<RESULT>>::End;
type IterPumpOf<'s, const RESULT: bool, T, I> = IterPump<'s, I, Mode<RESULT, T>, End<RESULT, T>>;
type StreamPumpOf<'s, const RESULT: bool, T, S> = StreamPump<'s, S, Mode<RESULT, T>, End<RESULT, T>>;

/// Writes the items `T` of an iterator, which are `Result`s or not. The iterator is checked to have these items.
pub fn iterator_of<'s, const RESULT: bool, T, I>(
    items: I,
    sink: &'s Sink,
) -> PumpOf<IterPumpOf<'s, RESULT, T, I>, End<RESULT, T>>
where
    T: ItemEnd<RESULT>,
    I: Iterator<Item = T>,
    IterPumpOf<'s, RESULT, T, I>: Future<Output = End<RESULT, T>>,
{
    PumpOf::new(IterPump::new(items, sink))
}

/// [`iterator_of`] for a list.
pub fn list_of<'s, const RESULT: bool, T, I>(
    items: I,
    sink: &'s Sink,
) -> PumpOf<IterPumpOf<'s, RESULT, T, I::IntoIter>, End<RESULT, T>>
where
    T: ItemEnd<RESULT>,
    I: IntoIterator<Item = T>,
    IterPumpOf<'s, RESULT, T, I::IntoIter>: Future<Output = End<RESULT, T>>,
{
    PumpOf::new(IterPump::new(items.into_iter(), sink))
}

/// [`iterator_of`] for a stream.
pub fn stream_of<'s, const RESULT: bool, T, S>(
    items: S,
    sink: &'s Sink,
) -> PumpOf<StreamPumpOf<'s, RESULT, T, S>, End<RESULT, T>>
where
    T: ItemEnd<RESULT>,
    S: Stream<Item = T>,
    StreamPumpOf<'s, RESULT, T, S>: Future<Output = End<RESULT, T>>,
{
    PumpOf::new(StreamPump::new(items, sink))
}
