mod task;

use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use super::{
    body::{
        JsonBody,
        drive::Drive,
        handler_slot::{ActiveHandler, HandlerSlot},
        running::Running,
        stall::{Watchdog, watch},
    },
    handler_end::HandlerEnd,
    options::StreamOptions,
    response::JsonStream,
    sink::Sink,
};
use crate::{
    error::facts::{Describe, ErrorFacts},
    head::RequestHead,
};
use task::{Answer, Started, Task, Window};

// Every handler's future has a type of its own, and code that is generic over it is compiled once for each handler. So it is
// boxed at once, and no code but that of the box is. What runs it is boxed, too, as a trait object: a framework has the compiler
// prove at a dozen places for each handler that its future is `Send`. The proof ends there; through all the types that a response is
// made of, it would be an eighth of what a further list takes a debug build.

/// The two ends of a response: the handler writes into the first, [`stream`] reads from the second.
#[must_use]
pub fn sinks(head: RequestHead, options: StreamOptions) -> (Sink, Sink) {
    let sink = Sink::new(head, options);
    (sink.clone(), sink)
}

/// Runs a handler until its response can start. Its error is described by `describe` once it has.
pub fn stream<R, F>(sink: Sink, handler: F, describe: Describe<R::Error>) -> StreamFuture<R>
where
    R: HandlerEnd + 'static,
    F: Future<Output = R> + Send + 'static,
{
    stream_asked(sink, handler, ErrorFacts::described(describe))
}

/// [`stream`] for a handler whose error type was asked.
pub fn stream_asked<R, F>(sink: Sink, handler: F, errors: ErrorFacts<R::Error>) -> StreamFuture<R>
where
    R: HandlerEnd + 'static,
    F: Future<Output = R> + Send + 'static,
{
    StreamFuture::new(sink, Box::pin(handler), errors)
}

/// [`stream`] for a handler whose future is not `Send`.
pub fn stream_local<R, F>(sink: Sink, handler: F, describe: Describe<R::Error>) -> LocalStreamFuture<R>
where
    R: HandlerEnd + 'static,
    F: Future<Output = R> + 'static,
{
    stream_local_asked(sink, handler, ErrorFacts::described(describe))
}

/// [`stream_asked`] for a handler whose future is not `Send`.
pub fn stream_local_asked<R, F>(sink: Sink, handler: F, errors: ErrorFacts<R::Error>) -> LocalStreamFuture<R>
where
    R: HandlerEnd + 'static,
    F: Future<Output = R> + 'static,
{
    LocalStreamFuture::new(sink, Box::pin(handler), errors)
}

/// What an annotated handler returns that ends with `R`. It is this projection that the compiler reports, once, where `R` ends
/// no handler: of a bound of the struct it would report both signature and body.
pub type StreamFuture<R> = JsonStreamFuture<R, <R as HandlerEnd>::Error>;

/// The same where the handler's future is not `Send`.
pub type LocalStreamFuture<R> = LocalJsonStreamFuture<R, <R as HandlerEnd>::Error>;

type SendWindow<E> = dyn Window<E, dyn Drive + Send> + Send;
type LocalWindow<E> = dyn Window<E, dyn Drive>;

/// The future of a [`JsonStream`], or of a `Result` of one with the error `E`, by a handler that ends with `R`.
#[must_use = "futures do nothing unless they are awaited"]
pub struct JsonStreamFuture<R, E> {
    /// Nothing once the window has ended.
    window: Option<Box<SendWindow<E>>>,
    end: PhantomData<fn() -> R>,
}

impl<R: HandlerEnd + 'static> StreamFuture<R> {
    fn new(sink: Sink, handler: Pin<Box<dyn Future<Output = R> + Send>>, errors: ErrorFacts<R::Error>) -> Self {
        Self {
            window: Some(Box::new(Task::new(sink, handler, errors))),
            end: PhantomData,
        }
    }
}

impl<R: HandlerEnd> Future for StreamFuture<R> {
    type Output = R::Out<JsonStream>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        poll_response(
            &mut self.window,
            |window| Box::into_pin(window as Box<dyn Drive + Send>),
            watch,
            cx,
        )
        .map(R::out)
    }
}

impl<R, E> fmt::Debug for JsonStreamFuture<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonStreamFuture").finish_non_exhaustive()
    }
}

/// The future of a [`LocalJsonStream`](super::LocalJsonStream), or of a `Result` of one with the error `E`, by a handler that
/// ends with `R`.
#[must_use = "futures do nothing unless they are awaited"]
pub struct LocalJsonStreamFuture<R, E> {
    window: Option<Box<LocalWindow<E>>>,
    end: PhantomData<fn() -> R>,
}

impl<R: HandlerEnd + 'static> LocalStreamFuture<R> {
    fn new(sink: Sink, handler: Pin<Box<dyn Future<Output = R>>>, errors: ErrorFacts<R::Error>) -> Self {
        Self {
            window: Some(Box::new(Task::new(sink, handler, errors))),
            end: PhantomData,
        }
    }
}

impl<R: HandlerEnd> Future for LocalStreamFuture<R> {
    type Output = R::Out<JsonStream<dyn Drive>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // It has no watchdog yet: only a host that can spawn a task on this thread gives it one.
        poll_response(
            &mut self.window,
            |window| Box::into_pin(window as Box<dyn Drive>),
            |_, _| None,
            cx,
        )
        .map(R::out)
    }
}

impl<R, E> fmt::Debug for LocalJsonStreamFuture<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalJsonStreamFuture").finish_non_exhaustive()
    }
}

/// Runs the handler in `window` until its response can start. If it goes on then, `into_body` turns it into what the body polls.
fn poll_response<E, W, D>(
    window: &mut Option<Box<W>>,
    into_body: fn(Box<W>) -> Pin<Box<D>>,
    watch: fn(&Arc<HandlerSlot<D>>, Duration) -> Option<Watchdog>,
    cx: &mut Context<'_>,
) -> Poll<Result<JsonStream<D>, E>>
where
    W: Window<E, D> + ?Sized,
    D: ?Sized,
{
    let Some(mut task) = window.take() else {
        // It has been polled to its end.
        return Poll::Pending;
    };
    let Poll::Ready(answer) = task.poll_window(cx) else {
        *window = Some(task);
        return Poll::Pending;
    };
    Poll::Ready(answer.map(|answer| match answer {
        Answer::Whole(response) => response,
        Answer::Running { first, sink, started } => {
            let Started {
                span,
                observer,
                heartbeat,
            } = started;
            let task = Some(into_body(task));
            let slot = HandlerSlot::new(ActiveHandler { task, span, observer });
            let watchdog = sink.stall().and_then(|limit| watch(&slot, limit));
            let (status, headers) = sink.take_response_head();
            let body = JsonBody::started(first, Running::new(slot, sink, heartbeat, watchdog));
            JsonStream::new(status, headers, body)
        }
    }))
}
