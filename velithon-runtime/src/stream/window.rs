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
        rest::{Rest, Streaming},
        running::Running,
        stall::{Watchdog, watch},
    },
    handler_end::{AnsweredError, HandlerEnd, InResult, OutOf},
    item_end::ItemEnd,
    options::StreamOptions,
    response::{JsonStream, LocalJsonStream},
    sink::Sink,
};
use crate::{
    error::facts::{Describe, ErrorFacts},
    head::RequestHead,
};
use task::{Answer, Begun, Started, Task, Window};

// Code that is generic over a handler's future is compiled once for each handler. So generated code boxes the future, and what runs
// it is a trait object: a framework has the compiler prove at a dozen places for each handler that its future is `Send`, and the
// proof ends there. A debug build also describes every type that can be reached from those that a handler's code names. So a sink,
// a timer and what follows the first chunk are trait objects, too: without them it would describe, for each application, all that
// a response is made of, and tokio's runtime.

/// Where a handler writes. [`stream`] reads what is written from a clone.
#[must_use]
pub fn sink(head: RequestHead, options: StreamOptions) -> Sink {
    Sink::new(head, options)
}

/// Runs a handler until its response can start. Its error is described by `describe` once it has.
pub fn stream<R>(sink: Sink, handler: Boxed<R>, describe: Describe<R::Error>) -> JsonStreamFuture<R::Itself, R::Error>
where
    R: HandlerEnd + 'static,
{
    stream_asked(sink, handler, ErrorFacts::described(describe))
}

/// [`stream`] for a handler whose error type was asked.
pub fn stream_asked<R>(
    sink: Sink,
    handler: Boxed<R>,
    errors: ErrorFacts<R::Error>,
) -> JsonStreamFuture<R::Itself, R::Error>
where
    R: HandlerEnd + 'static,
{
    JsonStreamFuture {
        window: Some(Box::new(Task::new(sink, Box::into_pin(handler), errors))),
        end: PhantomData,
    }
}

/// [`stream`] for a handler whose future is not `Send`.
pub fn stream_local<R>(
    sink: Sink,
    handler: LocalBoxed<R>,
    describe: Describe<R::Error>,
) -> LocalJsonStreamFuture<R::Itself, R::Error>
where
    R: HandlerEnd + 'static,
{
    stream_local_asked(sink, handler, ErrorFacts::described(describe))
}

/// [`stream_asked`] for a handler whose future is not `Send`.
pub fn stream_local_asked<R>(
    sink: Sink,
    handler: LocalBoxed<R>,
    errors: ErrorFacts<R::Error>,
) -> LocalJsonStreamFuture<R::Itself, R::Error>
where
    R: HandlerEnd + 'static,
{
    LocalJsonStreamFuture {
        window: Some(Box::new(Task::new(sink, Box::into_pin(handler), errors))),
        end: PhantomData,
    }
}

/// A handler as generated code boxes it. It is pinned here, where the compiler does so once for all handlers.
pub(crate) type Boxed<R> = Box<dyn Future<Output = R> + Send>;
type LocalBoxed<R> = Box<dyn Future<Output = R>>;

type SendWindow<E> = dyn Window<E, dyn Rest + Send + Sync> + Send;
type LocalWindow<E> = dyn Window<E, dyn Rest>;

/// What an annotated handler returns that ends with `R`. It is this projection that the compiler reports, once, where `R` ends
/// no handler.
pub type StreamFuture<R> =
    JsonStreamFuture<<R as HandlerEnd>::Itself, <<R as HandlerEnd>::Error as AnsweredError>::Itself>;

/// The same where the handler's future is not `Send`.
pub type LocalStreamFuture<R> =
    LocalJsonStreamFuture<<R as HandlerEnd>::Itself, <<R as HandlerEnd>::Error as AnsweredError>::Itself>;

/// The same of a handler that returns the `Result` `R`. The compiler looks for what each projection is wherever it meets the
/// handler, so that there are no more of them than have to be.
pub type ResultStreamFuture<R> =
    JsonStreamFuture<<R as InResult>::End, <<R as InResult>::Error as AnsweredError>::Itself>;

/// The same of a handler that returns items `T`, which are `Result`s or not.
pub type ItemStreamFuture<T, const RESULT: bool> =
    JsonStreamFuture<<T as ItemEnd<RESULT>>::End, <<T as ItemEnd<RESULT>>::Error as AnsweredError>::Itself>;

/// The future of a [`JsonStream`], or of a `Result` of one, by a handler that ends with `R`, whose error is `E`. Its name
/// is as short as can be: a debug build writes it into the names of all that a framework makes of the handler.
#[must_use = "futures do nothing unless they are awaited"]
pub struct JsonStreamFuture<R, E> {
    /// Nothing once the window has ended.
    window: Option<Box<SendWindow<E>>>,
    end: PhantomData<fn() -> R>,
}

impl<R: HandlerEnd<Error = E>, E> Future for JsonStreamFuture<R, E> {
    type Output = R::Out<JsonStream>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        poll_response(&mut self.window, |window, begun| go_on(window, begun), cx).map(OutOf::of)
    }
}

impl<R, E> fmt::Debug for JsonStreamFuture<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonStreamFuture").finish_non_exhaustive()
    }
}

/// The future of a [`LocalJsonStream`], or of a `Result` of one, by a handler that ends with `R`, whose error is `E`.
#[must_use = "futures do nothing unless they are awaited"]
pub struct LocalJsonStreamFuture<R, E> {
    window: Option<Box<LocalWindow<E>>>,
    end: PhantomData<fn() -> R>,
}

impl<R: HandlerEnd<Error = E>, E> Future for LocalJsonStreamFuture<R, E> {
    type Output = R::Out<LocalJsonStream>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        poll_response(&mut self.window, |window, begun| go_on_here(window, begun), cx).map(OutOf::of)
    }
}

impl<R, E> fmt::Debug for LocalJsonStreamFuture<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalJsonStreamFuture").finish_non_exhaustive()
    }
}

/// Runs the handler in `window` until its response can start. `go_on` makes the response of one that goes on then.
fn poll_response<E, W, R>(
    window: &mut Option<Box<W>>,
    go_on: fn(Box<W>, Begun) -> JsonStream<R>,
    cx: &mut Context<'_>,
) -> Poll<Result<JsonStream<R>, E>>
where
    W: Window<E, R> + ?Sized,
    R: ?Sized,
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
        Answer::Begun(begun) => go_on(task, begun),
    }))
}

// Neither of these two is generic, so that what they need is compiled with this crate, and not with every application.

fn go_on(task: Box<dyn Drive + Send>, begun: Begun) -> JsonStream {
    begun.response(task, watch, |rest| Box::new(rest))
}

fn go_on_here(task: Box<dyn Drive>, begun: Begun) -> LocalJsonStream {
    // It has no watchdog yet: only a host that can spawn a task on this thread gives it one.
    begun.response(task, |_, _| None, |rest| Box::new(rest))
}

impl Begun {
    /// The response of which `task` writes the rest.
    fn response<D: ?Sized, R: ?Sized>(
        self,
        task: Box<D>,
        watch: fn(&Arc<HandlerSlot<D>>, Duration) -> Option<Watchdog>,
        rest: fn(Streaming<D>) -> Box<R>,
    ) -> JsonStream<R> {
        let Self { first, sink, started } = self;
        let Started {
            span,
            observer,
            heartbeat,
        } = started;
        let task = Some(Box::into_pin(task));
        let slot = HandlerSlot::new(ActiveHandler { task, span, observer });
        let watchdog = sink.stall().and_then(|limit| watch(&slot, limit));
        let (status, headers) = sink.take_response_head(true);
        let running = Running::new(slot, sink, heartbeat, watchdog);
        let first = running.in_flight().chunk(first);
        let body = JsonBody::started(first, rest(Streaming::Running(running)));
        JsonStream::new(status, headers, body)
    }
}
