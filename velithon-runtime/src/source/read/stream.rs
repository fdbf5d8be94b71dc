use std::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures::Stream;
use pin_project_lite::pin_project;

use super::{reader::Reader, row::Row};
use crate::page::{
    Page,
    failure::Failure,
    request::{paging::Paging, refusal::Refusal},
};

/// After this many items without a wait, other tasks get their turn.
const ITEMS_A_TURN: u32 = 1024;

pin_project! {
    /// Runs a handler, then reads the page of the stream that it returned. Nothing of the stream is kept but the JSON,
    /// and it is asked for one item after the page.
    ///
    /// `V` is what the handler returns, `S` the stream in it, `E` its error, `O` what the framework sees. No field
    /// mentions the stream's items, and they are checked where this is made: as a bound of the future, too, what they lack would be
    /// reported twice.
    #[must_use = "futures do nothing unless polled"]
    pub struct ReadStream<'h, F, V, S, E, O> {
        #[pin]
        state: State<F, S>,
        paging: Result<Paging<'h>, Option<Refusal<'h>>>,
        reader: Option<Reader>,
        split: fn(V) -> Result<S, E>,
        take: TakeRow<S>,
        out: fn(Result<Page, E>) -> O,
    }
}

/// Gives the stream's next row to the reader. Returns whether the page takes more of them.
type TakeRow<S> = fn(Pin<&mut S>, &mut Reader, &mut Context<'_>) -> Poll<Result<bool, Failure>>;

fn take_row<S: Stream<Item: Row<M>>, M>(
    stream: Pin<&mut S>,
    reader: &mut Reader,
    cx: &mut Context<'_>,
) -> Poll<Result<bool, Failure>> {
    stream
        .poll_next(cx)
        .map(|row| row.map_or(Ok(false), |row| reader.take(row)))
}

pin_project! {
    #[project = StateProjection]
    enum State<F, S> {
        Handler { #[pin] handler: F },
        Stream { #[pin] stream: S },
    }
}

impl<'h, F, V, S, E, O> ReadStream<'h, F, V, S, E, O> {
    pub(crate) fn new<M>(
        paging: Result<Paging<'h>, Refusal<'h>>,
        handler: F,
        split: fn(V) -> Result<S, E>,
        out: fn(Result<Page, E>) -> O,
    ) -> Self
    where
        S: Stream<Item: Row<M>>,
    {
        Self {
            state: State::Handler { handler },
            reader: paging.as_ref().ok().map(Reader::new),
            paging: paging.map_err(Some),
            split,
            take: take_row::<S, M>,
            out,
        }
    }
}

impl<F: Future<Output = V>, V, S, E, O> Future for ReadStream<'_, F, V, S, E, O> {
    type Output = O;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<O> {
        let mut this = self.project();
        let paging = match this.paging {
            Ok(paging) => *paging,
            Err(refusal) => {
                return match refusal.take() {
                    Some(refusal) => Poll::Ready((this.out)(Ok(refusal.answer()))),
                    None => Poll::Pending,
                };
            }
        };
        if let StateProjection::Handler { handler } = this.state.as_mut().project() {
            match (this.split)(ready!(handler.poll(cx))) {
                Ok(stream) => this.state.set(State::Stream { stream }),
                Err(error) => return Poll::Ready((this.out)(Err(error))),
            }
        }
        let StateProjection::Stream { mut stream } = this.state.project() else {
            return Poll::Pending;
        };
        let Some(reader) = this.reader else {
            return Poll::Pending;
        };
        for _ in 0..ITEMS_A_TURN {
            match ready!((this.take)(stream.as_mut(), reader, cx)) {
                Ok(true) => {}
                Ok(false) => {
                    let page = this.reader.take().map(|reader| reader.finish(&paging));
                    return page.map_or(Poll::Pending, |page| Poll::Ready((this.out)(Ok(page))));
                }
                Err(failure) => {
                    return Poll::Ready((this.out)(Ok(failure.answer(paging.head(), paging.options.handler))));
                }
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl<F, V, S, E, O> fmt::Debug for ReadStream<'_, F, V, S, E, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadStream").finish_non_exhaustive()
    }
}
