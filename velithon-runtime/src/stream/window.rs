use std::{
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use http::Method;
use tracing::Span;

use super::{
    body::{
        JsonBody,
        heartbeat::{Heartbeat, beat},
        observe::{Observer, Outcome},
        running::Running,
        stall::{AtWork, Guard, Shared, guard},
        task::{Describe, Drive, Handling, Task},
    },
    failure::Failure,
    handler_end::HandlerEnd,
    options::StreamOptions,
    response::{JsonStream, LocalJsonStream},
    sink::Sink,
};
use crate::head::RequestHead;

// Every handler has a future of a type of its own. What is generic over it is compiled for each handler, so that is no more
// than these two functions and the task: the window knows it as a trait object.

/// Runs a handler until its response can start.
pub fn stream<R, H, F>(
    head: RequestHead,
    options: StreamOptions,
    handler: H,
    describe: Describe<R>,
) -> impl Future<Output = R::Out<JsonStream>>
where
    R: HandlerEnd + 'static,
    H: FnOnce(Sink) -> F,
    F: Future<Output = R> + Send + 'static,
{
    let sink = Sink::new(head, options);
    let task = Box::pin(Task::new(handler(sink.clone()), describe));
    answer::<R, dyn Handling<R::Error> + Send, _>(sink, task, guarded)
}

/// [`stream`] for a handler whose future is not `Send`.
pub fn stream_local<R, H, F>(
    head: RequestHead,
    options: StreamOptions,
    handler: H,
    describe: Describe<R>,
) -> impl Future<Output = R::Out<LocalJsonStream>>
where
    R: HandlerEnd + 'static,
    H: FnOnce(Sink) -> F,
    F: Future<Output = R> + 'static,
{
    let sink = Sink::new(head, options);
    let task = Box::pin(Task::new(handler(sink.clone()), describe));
    answer::<R, dyn Handling<R::Error>, _>(sink, task, unguarded)
}

/// How a handler goes on after its window, as a `D`.
type HandOver<H, D> = fn(Pin<Box<H>>, (Span, Observer), &Sink) -> (Arc<Shared<D>>, Option<Guard>);

fn guarded<E: 'static>(
    task: Pin<Box<dyn Handling<E> + Send>>,
    observed: (Span, Observer),
    sink: &Sink,
) -> (Arc<Shared<dyn Drive + Send>>, Option<Guard>) {
    let shared = share::<dyn Drive + Send>(task, observed);
    let guard = sink.stall().and_then(|limit| guard(&shared, limit));
    (shared, guard)
}

/// A task of its own could not drop what stays on this thread, unless the host has a place for one there.
fn unguarded<E: 'static>(
    task: Pin<Box<dyn Handling<E>>>,
    observed: (Span, Observer),
    _: &Sink,
) -> (Arc<Shared<dyn Drive>>, Option<Guard>) {
    (share::<dyn Drive>(task, observed), None)
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
            observer.end(Outcome::Failed);
            return Err(error);
        }
        WindowEnd::Completed => {
            let text = sink.finish(None);
            observer.end(Outcome::Completed);
            JsonBody::whole(text.into())
        }
        WindowEnd::Committed if sink.head().method() == Method::HEAD => {
            observer.end(Outcome::Completed);
            JsonBody::left_out()
        }
        WindowEnd::Committed => {
            let first = poll_fn(|cx| Poll::Ready(sink.flush(cx))).await;
            let (shared, guard) = hand_over(task, (span, observer), &sink);
            JsonBody::started(first, Running::new(shared, sink.clone(), heartbeat, guard))
        }
        WindowEnd::Failed(failure) => {
            observer.fail(&failure, "a stream failed before its response had started");
            return Ok(refused(failure));
        }
    };
    let (status, headers) = sink.take_head();
    Ok(JsonStream::new(status, headers, body))
}

fn share<D: ?Sized>(task: Pin<Box<D>>, (span, observer): (Span, Observer)) -> Arc<Shared<D>> {
    Shared::new(AtWork {
        task: Some(task),
        span,
        observer,
    })
}

enum WindowEnd<E> {
    Completed,
    /// By the handler's own error.
    Refused(E),
    Committed,
    Failed(Failure),
}

fn poll_window<E, H: Handling<E> + ?Sized>(
    task: Pin<&mut H>,
    sink: &Sink,
    heartbeat: &mut Option<Heartbeat>,
    cx: &mut Context<'_>,
) -> Poll<WindowEnd<E>> {
    let end = task.poll_handler(cx);
    // What else went wrong may be for the same reason, such as an emit that the error left unawaited.
    if let Poll::Ready(Err(error)) = end {
        return Poll::Ready(WindowEnd::Refused(error));
    }
    match (sink.failure(), end) {
        (Some(failure), _) => Poll::Ready(WindowEnd::Failed(failure)),
        (None, Poll::Ready(_)) => Poll::Ready(WindowEnd::Completed),
        (None, Poll::Pending) if sink.wants_commit() || beat(heartbeat, sink, cx) => Poll::Ready(WindowEnd::Committed),
        (None, Poll::Pending) => Poll::Pending,
    }
}

fn refused<D: ?Sized>(failure: Failure) -> JsonStream<D> {
    let (parts, body) = failure.into_response().into_parts();
    JsonStream::new(parts.status, parts.headers, JsonBody::whole(body))
}
