use std::{
    any::Any,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
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
        task::{Describe, Drive, Handling, Task},
    },
    failure::Failure,
    handler_end::HandlerEnd,
    options::StreamOptions,
    response::{JsonStream, LocalJsonStream},
    sink::Sink,
};
use crate::head::RequestHead;

// Every handler's future has a type of its own, and code that is generic over it is compiled once for each handler. So only
// these two functions and the task are; the window takes the task as a trait object.

/// The two ends of a response: the handler writes into the first, [`stream`] reads from the second.
#[must_use]
pub fn sinks(head: RequestHead, options: StreamOptions) -> (Sink, Sink) {
    let sink = Sink::new(head, options);
    (sink.clone(), sink)
}

/// Runs a handler until its response can start.
pub fn stream<R, F>(sink: Sink, handler: F, describe: Describe<R>) -> impl Future<Output = R::Out<JsonStream>>
where
    R: HandlerEnd + 'static,
    F: Future<Output = R> + Send + 'static,
{
    let task = Box::pin(Task::new(handler, describe));
    answer::<R, dyn Handling<R::Error> + Send, _>(sink, task, watched)
}

/// [`stream`] for a handler whose future is not `Send`.
pub fn stream_local<R, F>(
    sink: Sink,
    handler: F,
    describe: Describe<R>,
) -> impl Future<Output = R::Out<LocalJsonStream>>
where
    R: HandlerEnd + 'static,
    F: Future<Output = R> + 'static,
{
    let task = Box::pin(Task::new(handler, describe));
    answer::<R, dyn Handling<R::Error>, _>(sink, task, unwatched)
}

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

async fn answer<R, H, D>(sink: Sink, task: Pin<Box<H>>, hand_over: HandOver<H, D>) -> R::Out<JsonStream<D>>
where
    R: HandlerEnd,
    H: Handling<R::Error> + ?Sized,
    D: Drive + ?Sized,
{
    R::out(window(sink, task, hand_over).await)
}

/// The commit window: from the handler's start to the first flush, its end, or its `commit()`.
///
/// An error that ends it is the handler's own response; a result that ends it is sent with its exact length.
async fn window<E, H, D>(sink: Sink, mut task: Pin<Box<H>>, hand_over: HandOver<H, D>) -> Result<JsonStream<D>, E>
where
    H: Handling<E> + ?Sized,
    D: Drive + ?Sized,
{
    let span = Span::current();
    let mut observer = Observer::new(sink.clone());
    let mut heartbeat = sink.heartbeat().and_then(Heartbeat::start);
    let end = poll_fn(|cx| poll_window(task.as_mut(), &sink, &mut heartbeat, cx)).await;
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
            let first = poll_fn(|cx| Poll::Ready(sink.flush(cx))).await;
            let (slot, watchdog) = hand_over(task, (span, observer), &sink);
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
    let (parts, body) = failure.into_response().into_parts();
    JsonStream::new(parts.status, parts.headers, JsonBody::whole(body)).refusing(problem)
}
