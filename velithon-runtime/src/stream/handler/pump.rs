//! The futures that drive an iterator or a stream into the sink.
//!
//! They are written by hand and name no item type in their fields: with one, or as an `async fn`, the compiler refuses
//! the plainest borrowing iterator ("implementation of `FnOnce` is not general enough").

use std::{
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures::Stream;
use pin_project_lite::pin_project;

use crate::stream::sink::{Sink, state::State, waiting::Place};
use item::{Item, ItemError, Never};

pub(crate) mod item;

/// What a pump returns: all went in, or the error `E` of an item.
#[diagnostic::on_unimplemented(message = "the items' error cannot become the handler's error `{Self}`")]
pub trait End<E> {
    #[doc(hidden)]
    fn complete() -> Self;
    #[doc(hidden)]
    fn failed(error: E) -> Self;
}

impl End<Never> for () {
    fn complete() -> Self {}

    fn failed(error: Never) -> Self {
        match error {}
    }
}

impl<E> End<Never> for Result<(), E> {
    fn complete() -> Self {
        Ok(())
    }

    fn failed(error: Never) -> Self {
        match error {}
    }
}

impl<E, F: From<E>> End<ItemError<E>> for Result<(), F> {
    fn complete() -> Self {
        Ok(())
    }

    fn failed(error: ItemError<E>) -> Self {
        Err(error.0.into())
    }
}

/// Writes an item. Not, where the pump has to wait now: the chunk is full, or the stream has failed.
#[inline]
fn write_one<M, I: Item<M>>(item: I, state: &mut State, place: &mut Place, cx: &Context<'_>) -> Result<bool, I::Error> {
    let written = item.write(state)?;
    let full = state.chunk.is_full();
    if written && full {
        state.wait(place, cx.waker());
    }
    Ok(written && !full)
}

/// Writes an iterator's items of mode `M` and ends with `R`.
#[must_use = "futures do nothing unless they are awaited"]
#[derive(Debug)]
pub struct IterPump<'a, I, M, R> {
    iter: I,
    sink: &'a Sink,
    place: Place,
    mode: PhantomData<fn() -> (M, R)>,
}

impl<'a, I, M, R> IterPump<'a, I, M, R> {
    pub(crate) fn new(iter: I, sink: &'a Sink) -> Self {
        Self {
            iter,
            sink,
            place: Place::default(),
            mode: PhantomData,
        }
    }
}

// Nothing in it is ever pinned.
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
        let mut state = ready!(this.sink.poll_room(&mut this.place, cx));
        loop {
            let Some(item) = this.iter.next() else {
                return Poll::Ready(R::complete());
            };
            match write_one(item, &mut state, &mut this.place, cx) {
                Ok(true) => {}
                Ok(false) => return Poll::Pending,
                Err(error) => return Poll::Ready(R::failed(error)),
            }
        }
    }
}

pin_project! {
    /// Writes a stream's items of mode `M` and ends with `R`.
    #[must_use = "futures do nothing unless they are awaited"]
    #[derive(Debug)]
    pub struct StreamPump<'a, S, M, R> {
        #[pin]
        stream: S,
        sink: &'a Sink,
        place: Place,
        mode: PhantomData<fn() -> (M, R)>,
    }
}

impl<'a, S, M, R> StreamPump<'a, S, M, R> {
    pub(crate) fn new(stream: S, sink: &'a Sink) -> Self {
        Self {
            stream,
            sink,
            place: Place::default(),
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
        let mut this = self.project();
        let mut state = ready!(this.sink.poll_room(this.place, cx));
        loop {
            let Some(item) = ready!(this.stream.as_mut().poll_next(cx)) else {
                return Poll::Ready(R::complete());
            };
            match write_one(item, &mut state, this.place, cx) {
                Ok(true) => {}
                Ok(false) => return Poll::Pending,
                Err(error) => return Poll::Ready(R::failed(error)),
            }
        }
    }
}

pin_project! {
    /// A pump behind a `Result` that the handler returned: its error ends the stream before the first item.
    #[must_use = "futures do nothing unless they are awaited"]
    #[derive(Debug)]
    pub struct OrFailed<P, E> {
        #[pin]
        pump: Option<P>,
        error: Option<E>,
    }
}

impl<P, E> OrFailed<P, E> {
    pub(crate) fn new(pump: Result<P, E>) -> Self {
        match pump {
            Ok(pump) => Self {
                pump: Some(pump),
                error: None,
            },
            Err(error) => Self {
                pump: None,
                error: Some(error),
            },
        }
    }
}

impl<P: Future<Output = Result<(), E>>, E> Future for OrFailed<P, E> {
    type Output = Result<(), E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), E>> {
        let this = self.project();
        match (this.error.take(), this.pump.as_pin_mut()) {
            (Some(error), _) => Poll::Ready(Err(error)),
            (None, Some(pump)) => pump.poll(cx),
            (None, None) => Poll::Pending,
        }
    }
}

// The pumps by plain functions: behind a trait's method, whose future is a projection of the iterator's type, a closure
// in that type could not be proved `Send` for every lifetime.

/// Writes an iterator's items.
pub fn iterator<M, R, I>(items: I, sink: &Sink) -> IterPump<'_, I, M, R> {
    IterPump::new(items, sink)
}

/// Writes a stream's items.
pub fn stream<M, R, S>(items: S, sink: &Sink) -> StreamPump<'_, S, M, R> {
    StreamPump::new(items, sink)
}

/// Writes the items of an iterator that is there unless the handler failed.
pub fn iterator_or_failed<M, R, I, E>(items: Result<I, E>, sink: &Sink) -> OrFailed<IterPump<'_, I, M, R>, E> {
    OrFailed::new(items.map(|items| IterPump::new(items, sink)))
}

/// Writes the items of a stream that is there unless the handler failed.
pub fn stream_or_failed<M, R, S, E>(items: Result<S, E>, sink: &Sink) -> OrFailed<StreamPump<'_, S, M, R>, E> {
    OrFailed::new(items.map(|items| StreamPump::new(items, sink)))
}
