use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use http::{HeaderValue, Method, header::CONTENT_TYPE};
use tracing::Span;

use super::{
    body::{JsonBody, Running},
    failure::Failure,
    observe::{Observer, Outcome},
    options::StreamOptions,
    response::{JsonStream, LocalJsonStream},
    returned::HandlerEnd,
    sink::Sink,
    task::{Drive, Task},
};
use crate::{Problem, RequestHead};

/// Runs a handler until its response can start.
pub async fn stream<R, H, F>(
    head: RequestHead,
    options: StreamOptions,
    handler: H,
    describe: fn(&R::Error) -> String,
) -> R::Out<JsonStream>
where
    R: HandlerEnd + 'static,
    H: FnOnce(Sink) -> F,
    F: Future<Output = R> + Send + 'static,
{
    let sink = Sink::new(options);
    let task = Box::pin(Task::new(handler(sink.clone()), describe));
    R::out(window::<_, _, dyn Drive + Send>(head, sink, task, |task| task).await)
}

/// [`stream`] for a handler whose future is not `Send`.
pub async fn stream_local<R, H, F>(
    head: RequestHead,
    options: StreamOptions,
    handler: H,
    describe: fn(&R::Error) -> String,
) -> R::Out<LocalJsonStream>
where
    R: HandlerEnd + 'static,
    H: FnOnce(Sink) -> F,
    F: Future<Output = R> + 'static,
{
    let sink = Sink::new(options);
    let task = Box::pin(Task::new(handler(sink.clone()), describe));
    R::out(window::<_, _, dyn Drive>(head, sink, task, |task| task).await)
}

/// The commit window: from the handler's start to the first flush, its end, or its `commit()`.
///
/// An error that ends it is the handler's own response; a result that ends it is sent with its exact length.
async fn window<F, R, D>(
    head: RequestHead,
    sink: Sink,
    mut task: BoxedTask<F, R>,
    erase: fn(BoxedTask<F, R>) -> Pin<Box<D>>,
) -> Result<JsonStream<D>, R::Error>
where
    F: Future<Output = R>,
    R: HandlerEnd,
    D: Drive + ?Sized,
{
    let span = Span::current();
    let mut observer = Observer::new(sink.clone());
    let end = poll_fn(|cx| poll_window(task.as_mut(), &sink, cx)).await;
    let body = match end {
        WindowEnd::Refused(error) => {
            observer.end(Outcome::Failed);
            return Err(error);
        }
        WindowEnd::Completed => {
            let text = sink.finish(true);
            observer.end(Outcome::Completed);
            JsonBody::whole(text)
        }
        WindowEnd::Committed if head.method() == Method::HEAD => {
            observer.end(Outcome::Completed);
            JsonBody::left_out()
        }
        WindowEnd::Committed => {
            let running = Running::new(erase(task), sink.clone(), span, observer);
            JsonBody::started(poll_fn(|cx| Poll::Ready(sink.flush(cx))).await, running)
        }
        WindowEnd::Failed(failure) => {
            observer.fail(&failure, "a stream failed before its response had started");
            return Ok(refused(Problem::internal()));
        }
    };
    let (status, mut headers) = sink.take_head();
    headers
        .entry(CONTENT_TYPE)
        .or_insert(HeaderValue::from_static("application/json"));
    Ok(JsonStream::new(status, headers, body))
}

type BoxedTask<F, R> = Pin<Box<Task<F, R>>>;

enum WindowEnd<E> {
    Completed,
    /// By the handler's own error.
    Refused(E),
    Committed,
    Failed(Failure),
}

fn poll_window<F, R>(task: Pin<&mut Task<F, R>>, sink: &Sink, cx: &mut Context<'_>) -> Poll<WindowEnd<R::Error>>
where
    F: Future<Output = R>,
    R: HandlerEnd,
{
    let end = task.poll_handler(cx).map(R::into_result);
    // What else went wrong may be for the same reason, such as an emit that the error left unawaited.
    if let Poll::Ready(Err(error)) = end {
        return Poll::Ready(WindowEnd::Refused(error));
    }
    match (sink.failure(), end) {
        (Some(failure), _) => Poll::Ready(WindowEnd::Failed(failure)),
        (None, Poll::Ready(_)) => Poll::Ready(WindowEnd::Completed),
        (None, Poll::Pending) if sink.wants_commit() => Poll::Ready(WindowEnd::Committed),
        (None, Poll::Pending) => Poll::Pending,
    }
}

fn refused<D: ?Sized>(problem: Problem) -> JsonStream<D> {
    let (parts, body) = problem.into_response().into_parts();
    JsonStream::new(parts.status, parts.headers, JsonBody::whole(body))
}
