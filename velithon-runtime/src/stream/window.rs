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
        task::{Drive, Handling, Task},
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

// Every handler's future has a type of its own, and code that is generic over it is compiled once for each handler. So only
// these functions and the task are; the window takes the task as a trait object. The window's own type names no handler
// either, so that the compiler proves once that it is `Send`: it is what most annotated handlers return. The type of an
// `async fn` or an `impl Future` would name the handler.

/// The two ends of a response: the handler writes into the first, [`stream`] reads from the second.
#[must_use]
pub fn sinks(head: RequestHead, options: StreamOptions) -> (Sink, Sink) {
    let sink = Sink::new(head, options);
    (sink.clone(), sink)
}

/// Runs a handler until its response can start. Its error is described by `describe` once it has.
pub fn stream<R, F>(sink: Sink, handler: F, describe: Describe<R::Error>) -> StreamWindow<R>
where
    R: HandlerEnd + 'static,
    F: Future<Output = R> + Send + 'static,
{
    stream_asked(sink, handler, ErrorFacts::described(describe))
}

/// [`stream`] for a handler whose error type was asked.
pub fn stream_asked<R, F>(sink: Sink, handler: F, errors: ErrorFacts<R::Error>) -> StreamWindow<R>
where
    R: HandlerEnd + 'static,
    F: Future<Output = R> + Send + 'static,
{
    Window::new(sink, Box::pin(Task::new(handler, errors)), errors, watched)
}

/// [`stream`] for a handler whose future is not `Send`.
pub fn stream_local<R, F>(sink: Sink, handler: F, describe: Describe<R::Error>) -> LocalStreamWindow<R>
where
    R: HandlerEnd + 'static,
    F: Future<Output = R> + 'static,
{
    stream_local_asked(sink, handler, ErrorFacts::described(describe))
}

/// [`stream_asked`] for a handler whose future is not `Send`.
pub fn stream_local_asked<R, F>(sink: Sink, handler: F, errors: ErrorFacts<R::Error>) -> LocalStreamWindow<R>
where
    R: HandlerEnd + 'static,
    F: Future<Output = R> + 'static,
{
    Window::new(sink, Box::pin(Task::new(handler, errors)), errors, unwatched)
}

/// The window of a handler that ends with `R`.
pub type StreamWindow<R> = Window<R, dyn Handling<<R as HandlerEnd>::Error> + Send, dyn Drive + Send>;

/// The window of a handler that ends with `R` and is not `Send`.
pub type LocalStreamWindow<R> = Window<R, dyn Handling<<R as HandlerEnd>::Error>, dyn Drive>;

/// Turns the task of the window into the handler of a body, a `D`, with its watchdog.
type HandOver<H, D> = fn(Pin<Box<H>>, (Span, Observer), &Sink) -> (Arc<HandlerSlot<D>>, Option<Watchdog>);

fn watched<E: 'static>(
    task: Pin<Box<dyn Handling<E> + Send>>,
    observed: (Span, Observer),
    sink: &Sink,
) -> (Arc<HandlerSlot<dyn Drive + Send>>, Option<Watchdog>) {
    let slot = slot_of::<dyn Drive + Send>(task, observed);
    let watchdog = sink.stall().and_then(|limit| watch(&slot, limit));
    (slot, watchdog)
}

/// A handler that is not `Send` has no watchdog yet: only a host that can spawn a task on this thread gives it one.
fn unwatched<E: 'static>(
    task: Pin<Box<dyn Handling<E>>>,
    observed: (Span, Observer),
    _: &Sink,
) -> (Arc<HandlerSlot<dyn Drive>>, Option<Watchdog>) {
    (slot_of::<dyn Drive>(task, observed), None)
}

/// The commit window: from the handler's start to the first flush, its end, or its `commit()`.
///
/// An error that ends it is the handler's own response; a result that ends it is sent with its exact length.
#[must_use = "futures do nothing unless they are awaited"]
pub struct Window<R: HandlerEnd, H: ?Sized, D: ?Sized> {
    sink: Sink,
    /// The handler, until the window ends.
    task: Option<Pin<Box<H>>>,
    /// What the first poll starts.
    started: Option<Started>,
    hand_over: HandOver<H, D>,
    errors: ErrorFacts<R::Error>,
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

impl<R: HandlerEnd, H: ?Sized, D: ?Sized> fmt::Debug for Window<R, H, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Window").finish_non_exhaustive()
    }
}

impl<R, H, D> Future for Window<R, H, D>
where
    R: HandlerEnd,
    H: Handling<R::Error> + ?Sized,
    D: Drive + ?Sized,
{
    type Output = R::Out<JsonStream<D>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let response = ready!(this.poll_response(cx));
        Poll::Ready(R::out(response.and_then(|response| this.errors.say(response))))
    }
}

impl<R: HandlerEnd, H: ?Sized, D: Drive + ?Sized> Window<R, H, D> {
    fn new(sink: Sink, task: Pin<Box<H>>, errors: ErrorFacts<R::Error>, hand_over: HandOver<H, D>) -> Self {
        Self {
            sink,
            task: Some(task),
            started: None,
            hand_over,
            errors,
        }
    }

    fn poll_response<E>(&mut self, cx: &mut Context<'_>) -> Poll<Result<JsonStream<D>, E>>
    where
        H: Handling<E>,
    {
        let Some(task) = &mut self.task else {
            // It has been polled to its end.
            return Poll::Pending;
        };
        let started = self.started.get_or_insert_with(|| Started::new(&self.sink));
        let end = ready!(poll_window(task.as_mut(), &self.sink, &mut started.heartbeat, cx));
        match (self.task.take(), self.started.take()) {
            (Some(task), Some(started)) => Poll::Ready(self.close(end, task, started, cx)),
            _ => Poll::Pending,
        }
    }

    /// The response to which the end of the window leads.
    fn close<E>(
        &self,
        end: WindowEnd<E>,
        task: Pin<Box<H>>,
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

fn poll_window<E, H: Handling<E> + ?Sized>(
    task: Pin<&mut H>,
    sink: &Sink,
    heartbeat: &mut Option<Heartbeat>,
    cx: &mut Context<'_>,
) -> Poll<WindowEnd<E>> {
    let end = match catch_unwind(AssertUnwindSafe(|| task.poll_handler(cx))) {
        Ok(end) => end,
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
