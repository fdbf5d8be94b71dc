use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::Pin,
    task::{Context, Poll, ready},
};

use http::Method;
use tracing::Span;

use crate::{
    error::facts::ErrorFacts,
    stream::{
        body::{
            JsonBody,
            drive::Drive,
            heartbeat::{Heartbeat, keep_alive},
            observe::{Observer, Outcome},
        },
        failure::Failure,
        handler_end::HandlerEnd,
        response::JsonStream,
        sink::Sink,
    },
};

/// A handler from its start to the end of its response.
pub(super) struct Task<F: ?Sized, E> {
    sink: Sink,
    handler: Pin<Box<F>>,
    errors: ErrorFacts<E>,
    /// What the first poll starts.
    started: Option<Started>,
}

/// What runs beside the handler.
pub(super) struct Started {
    pub(super) span: Span,
    pub(super) observer: Observer,
    pub(super) heartbeat: Option<Heartbeat>,
}

/// A handler whose response has not started.
pub(super) trait Window<E, R: ?Sized>: Drive {
    /// Runs the handler until its window ends: an error that ends it is the handler's own response.
    fn poll_window(&mut self, cx: &mut Context<'_>) -> Poll<Result<Answer<R>, E>>;
}

/// What the window of a handler leads to.
pub(super) enum Answer<R: ?Sized> {
    /// The handler has ended, or has nothing to send any more.
    Whole(JsonStream<R>),
    /// The handler goes on behind the first chunk.
    Begun(Begun),
}

/// The beginning of a response.
pub(super) struct Begun {
    pub(super) first: Vec<u8>,
    pub(super) sink: Sink,
    pub(super) started: Started,
}

enum WindowEnd<E> {
    Completed,
    /// The handler returned this error.
    Refused(E),
    Committed,
    Failed(Failure),
    Panicked(Box<dyn Any + Send>),
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

impl<F: ?Sized, E> Task<F, E> {
    pub(super) fn new(sink: Sink, handler: Pin<Box<F>>, errors: ErrorFacts<E>) -> Self {
        Self {
            sink,
            handler,
            errors,
            started: None,
        }
    }

    /// What the end of the window leads to.
    fn close<R: ?Sized>(&self, end: WindowEnd<E>, mut started: Started, cx: &Context<'_>) -> Result<Answer<R>, E> {
        let (sink, observer) = (&self.sink, &mut started.observer);
        let has_content = !(matches!(end, WindowEnd::Completed) && sink.has_no_content());
        let body = match end {
            WindowEnd::Refused(error) => {
                observer.refuse();
                return Err(error);
            }
            WindowEnd::Completed if !has_content => {
                observer.end(Outcome::Completed);
                JsonBody::no_content()
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
                let (first, sink) = (sink.flush(cx), sink.clone());
                return Ok(Answer::Begun(Begun { first, sink, started }));
            }
            WindowEnd::Panicked(payload) => {
                let failure = Failure::panicked(&*payload);
                observer.fail(&failure, "a handler panicked before its response had started");
                // From here on it is the framework's, as if nobody had caught it.
                resume_unwind(payload);
            }
            WindowEnd::Failed(failure) => {
                observer.fail(&failure, "a stream failed before its response had started");
                return self.errors.say(refused(failure)).map(Answer::Whole);
            }
        };
        let (status, headers) = sink.take_response_head(has_content);
        Ok(Answer::Whole(JsonStream::new(status, headers, body)))
    }
}

impl<F, E, R> Window<E, R> for Task<F, E>
where
    F: Future<Output: HandlerEnd<Error = E>> + ?Sized,
    R: ?Sized,
{
    fn poll_window(&mut self, cx: &mut Context<'_>) -> Poll<Result<Answer<R>, E>> {
        let started = self.started.get_or_insert_with(|| Started::new(&self.sink));
        let end = ready!(poll_end_of_window(
            self.handler.as_mut(),
            &self.sink,
            &mut started.heartbeat,
            cx
        ));
        match self.started.take() {
            Some(started) => Poll::Ready(self.close(end, started, cx)),
            None => Poll::Pending,
        }
    }
}

impl<F: Future<Output: HandlerEnd<Error = E>> + ?Sized, E> Drive for Task<F, E> {
    fn poll_end(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        let this = self.get_mut();
        this.handler.as_mut().poll(cx).map(|end| {
            end.into_result().map_err(|error| {
                let (description, status) = this.errors.describe(error);
                Failure::Handler(description, status)
            })
        })
    }
}

fn poll_end_of_window<E, F: Future<Output: HandlerEnd<Error = E>> + ?Sized>(
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

fn refused<R: ?Sized>(failure: Failure) -> JsonStream<R> {
    let problem = failure.problem();
    let (parts, body) = failure.into_http().into_parts();
    JsonStream::new(parts.status, parts.headers, JsonBody::whole(body)).refusing(problem)
}
