use std::{
    any::Any,
    fmt,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use http::Method;
use tracing::Span;

use super::{
    body::{
        JsonBody,
        handler_slot::{ActiveHandler, HandlerSlot},
        heartbeat::{Heartbeat, keep_alive},
        observe::{Observer, Outcome},
        running::Running,
        stall::{Watchdog, watch},
        task::{Drive, Task},
    },
    failure::Failure,
    handler_end::HandlerEnd,
    options::StreamOptions,
    response::JsonStream,
    sink::Sink,
};
use crate::{
    error::facts::{Describe, ErrorFacts},
    head::RequestHead,
};

// Every handler's future has a type of its own, and code that is generic over it is compiled once for each handler. So it is
// boxed at once, and no code but that of the box is. The types that annotated handlers return name no handler either, so that
// the compiler proves once that they are `Send`: the type of an `async fn` or an `impl Future` would name the handler.

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

type SendHandler<R> = dyn Future<Output = R> + Send;
type LocalHandler<R> = dyn Future<Output = R>;

/// What an annotated handler returns that ends with `R`. It is this projection that the compiler reports, once, where `R` ends
/// no handler: of a bound of the struct it would report both signature and body.
pub type StreamFuture<R> = JsonStreamFuture<R, <R as HandlerEnd>::Error>;

/// The same where the handler's future is not `Send`.
pub type LocalStreamFuture<R> = LocalJsonStreamFuture<R, <R as HandlerEnd>::Error>;

/// The future of a [`JsonStream`], or of a `Result` of one with the error `E`, by a handler that ends with `R`.
#[must_use = "futures do nothing unless they are awaited"]
pub struct JsonStreamFuture<R, E>(Window<SendHandler<R>, E, dyn Drive + Send>);

impl<R: HandlerEnd + 'static> StreamFuture<R> {
    fn new(sink: Sink, handler: Pin<Box<SendHandler<R>>>, errors: ErrorFacts<R::Error>) -> Self {
        Self(Window::new(sink, handler, errors, watched))
    }
}

impl<R: HandlerEnd> Future for StreamFuture<R> {
    type Output = R::Out<JsonStream>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.get_mut().0.poll(cx)
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
pub struct LocalJsonStreamFuture<R, E>(Window<LocalHandler<R>, E, dyn Drive>);

impl<R: HandlerEnd + 'static> LocalStreamFuture<R> {
    fn new(sink: Sink, handler: Pin<Box<LocalHandler<R>>>, errors: ErrorFacts<R::Error>) -> Self {
        Self(Window::new(sink, handler, errors, unwatched))
    }
}

impl<R: HandlerEnd> Future for LocalStreamFuture<R> {
    type Output = R::Out<JsonStream<dyn Drive>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.get_mut().0.poll(cx)
    }
}

impl<R, E> fmt::Debug for LocalJsonStreamFuture<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalJsonStreamFuture").finish_non_exhaustive()
    }
}

/// Turns the handler of the window, an `F`, into that of a body, a `D`, with its watchdog.
type HandOver<F, E, D> = fn(Task<F, E>, (Span, Observer), &Sink) -> (Arc<HandlerSlot<D>>, Option<Watchdog>);

fn watched<R: HandlerEnd + 'static>(
    task: Task<SendHandler<R>, R::Error>,
    observed: (Span, Observer),
    sink: &Sink,
) -> (Arc<HandlerSlot<dyn Drive + Send>>, Option<Watchdog>) {
    let slot = slot_of::<dyn Drive + Send>(Box::pin(task), observed);
    let watchdog = sink.stall().and_then(|limit| watch(&slot, limit));
    (slot, watchdog)
}

/// A handler that is not `Send` has no watchdog yet: only a host that can spawn a task on this thread gives it one.
fn unwatched<R: HandlerEnd + 'static>(
    task: Task<LocalHandler<R>, R::Error>,
    observed: (Span, Observer),
    _: &Sink,
) -> (Arc<HandlerSlot<dyn Drive>>, Option<Watchdog>) {
    (slot_of::<dyn Drive>(Box::pin(task), observed), None)
}

/// The commit window: from the handler's start to the first flush, its end, or its `commit()`.
///
/// An error that ends it is the handler's own response; a result that ends it is sent with its exact length.
struct Window<F: ?Sized, E, D: ?Sized> {
    sink: Sink,
    /// The handler, until the window ends.
    handler: Option<Pin<Box<F>>>,
    /// What the first poll starts.
    started: Option<Started>,
    hand_over: HandOver<F, E, D>,
    errors: ErrorFacts<E>,
}

/// What runs beside the handler.
struct Started {
    span: Span,
    observer: Observer,
    heartbeat: Option<Heartbeat>,
}

impl Started {
    fn new(sink: &Sink) -> Self {
        Self {
            span: Span::current(),
            observer: Observer::new(sink.clone()),
            heartbeat: sink.heartbeat().and_then(Heartbeat::start),
        }
    }
}

impl<F: ?Sized, E, D: Drive + ?Sized> Window<F, E, D> {
    fn new(sink: Sink, handler: Pin<Box<F>>, errors: ErrorFacts<E>, hand_over: HandOver<F, E, D>) -> Self {
        Self {
            sink,
            handler: Some(handler),
            started: None,
            hand_over,
            errors,
        }
    }

    /// The response, or the handler's error, as the framework takes it.
    fn poll<R>(&mut self, cx: &mut Context<'_>) -> Poll<R::Out<JsonStream<D>>>
    where
        R: HandlerEnd<Error = E>,
        F: Future<Output = R>,
    {
        let response = ready!(self.poll_response(cx));
        Poll::Ready(R::out(response.and_then(|response| self.errors.say(response))))
    }

    fn poll_response(&mut self, cx: &mut Context<'_>) -> Poll<Result<JsonStream<D>, E>>
    where
        F: Future<Output: HandlerEnd<Error = E>>,
    {
        let Some(handler) = &mut self.handler else {
            // It has been polled to its end.
            return Poll::Pending;
        };
        let started = self.started.get_or_insert_with(|| Started::new(&self.sink));
        let end = ready!(poll_window(handler.as_mut(), &self.sink, &mut started.heartbeat, cx));
        match (self.handler.take(), self.started.take()) {
            (Some(handler), Some(started)) => Poll::Ready(self.close(end, handler, started, cx)),
            _ => Poll::Pending,
        }
    }

    /// The response to which the end of the window leads.
    fn close(
        &self,
        end: WindowEnd<E>,
        handler: Pin<Box<F>>,
        started: Started,
        cx: &mut Context<'_>,
    ) -> Result<JsonStream<D>, E> {
        let sink = &self.sink;
        let Started {
            span,
            mut observer,
            heartbeat,
        } = started;
        let body = match end {
            WindowEnd::Refused(error) => {
                observer.refuse();
                return Err(error);
            }
            WindowEnd::Completed => {
                let text = sink.finish(None);
                observer.end(Outcome::Completed);
                JsonBody::whole(text.into())
            }
            WindowEnd::Committed if sink.request().method() == Method::HEAD => {
                observer.end(Outcome::Completed);
                JsonBody::left_out()
            }
            WindowEnd::Committed => {
                let first = sink.flush(cx);
                let task = Task::new(handler, self.errors);
                let (slot, watchdog) = (self.hand_over)(task, (span, observer), sink);
                JsonBody::started(first, Running::new(slot, sink.clone(), heartbeat, watchdog))
            }
            WindowEnd::Panicked(payload) => {
                let failure = Failure::panicked(&*payload);
                observer.fail(&failure, "a handler panicked before its response had started");
                // From here on it is the framework's, as if nobody had caught it.
                resume_unwind(payload);
            }
            WindowEnd::Failed(failure) => {
                observer.fail(&failure, "a stream failed before its response had started");
                return Ok(refused(failure));
            }
        };
        let (status, headers) = sink.take_response_head();
        Ok(JsonStream::new(status, headers, body))
    }
}

fn slot_of<D: ?Sized>(task: Pin<Box<D>>, (span, observer): (Span, Observer)) -> Arc<HandlerSlot<D>> {
    HandlerSlot::new(ActiveHandler {
        task: Some(task),
        span,
        observer,
    })
}

enum WindowEnd<E> {
    Completed,
    /// The handler returned this error.
    Refused(E),
    Committed,
    Failed(Failure),
    Panicked(Box<dyn Any + Send>),
}

fn poll_window<E, F: Future<Output: HandlerEnd<Error = E>> + ?Sized>(
    handler: Pin<&mut F>,
    sink: &Sink,
    heartbeat: &mut Option<Heartbeat>,
    cx: &mut Context<'_>,
) -> Poll<WindowEnd<E>> {
    let end = match catch_unwind(AssertUnwindSafe(|| handler.poll(cx))) {
        Ok(end) => end.map(HandlerEnd::into_result),
        Err(payload) => return Poll::Ready(WindowEnd::Panicked(payload)),
    };
    // The handler's own error comes first: another failure may follow from it, as an emit that the error left unawaited.
    if let Poll::Ready(Err(error)) = end {
        return Poll::Ready(WindowEnd::Refused(error));
    }
    match (sink.failure(), end) {
        (Some(failure), _) => Poll::Ready(WindowEnd::Failed(failure)),
        (None, Poll::Ready(_)) => Poll::Ready(WindowEnd::Completed),
        (None, Poll::Pending) if sink.wants_commit() || keep_alive(heartbeat, sink, cx) => {
            Poll::Ready(WindowEnd::Committed)
        }
        (None, Poll::Pending) => Poll::Pending,
    }
}

fn refused<D: ?Sized>(failure: Failure) -> JsonStream<D> {
    let problem = failure.problem();
    let (parts, body) = failure.into_http().into_parts();
    JsonStream::new(parts.status, parts.headers, JsonBody::whole(body)).refusing(problem)
}
