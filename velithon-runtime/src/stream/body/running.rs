use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    task::{Context, Poll},
};

#[cfg(feature = "actix")]
use super::stall::{LocalTask, guard_here};
use super::{
    heartbeat::{Heartbeat, beat},
    in_flight::Transit,
    observe::Outcome,
    stall::{AtWork, Guard, Place, Shared},
    task::Drive,
};
use crate::stream::{failure::Failure, sink::Sink};

/// The body's hold on a handler at work. Dropping it drops the handler where it waits.
pub(crate) struct Running<D: ?Sized> {
    shared: Arc<Shared<D>>,
    sink: Sink,
    heartbeat: Option<Heartbeat>,
    #[cfg_attr(
        not(feature = "actix"),
        expect(dead_code, reason = "it ends with the body, and that is all that is asked of it")
    )]
    guard: Option<Guard>,
}

/// What the handler has for the body.
pub(crate) enum Next {
    Chunk(Vec<u8>),
    /// The last chunk, which may be empty, and how the handler ended.
    Last(Vec<u8>, Result<(), Failure>),
}

impl<D: ?Sized> Running<D> {
    pub(crate) fn new(shared: Arc<Shared<D>>, sink: Sink, heartbeat: Option<Heartbeat>, guard: Option<Guard>) -> Self {
        Self {
            shared,
            sink,
            heartbeat,
            guard,
        }
    }

    /// The chunks that the handler has made.
    pub(crate) fn transit(&self) -> &Transit {
        self.shared.transit()
    }

    /// Tells that what was ready has been handed over.
    pub(crate) fn handed_over(&self) {
        if let Some(mut place) = self.shared.place() {
            place.unclaimed.await_client();
        }
    }
}

impl<D: Drive + ?Sized> Running<D> {
    /// Has the handler watched by a task on this thread.
    #[cfg(feature = "actix")]
    pub(crate) fn guard_here(&mut self, spawn: impl FnOnce(LocalTask) -> Option<tokio::task::AbortHandle>)
    where
        D: 'static,
    {
        let limit = self.sink.stall();
        self.guard = limit.and_then(|limit| guard_here(&self.shared, limit, spawn));
    }

    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Next> {
        let Some(mut place) = self.shared.place() else {
            // The guard has a look, which takes a moment.
            cx.waker().wake_by_ref();
            return Poll::Pending;
        };
        let Place { at_work, unclaimed } = &mut *place;
        let Some(AtWork { task, span, observer }) = at_work else {
            // Should the client read again, over HTTP/1.0 nothing but the record tells it.
            let last = self.sink.finish(Some(&Failure::Stalled));
            return Poll::Ready(Next::Last(last, Err(Failure::Stalled)));
        };
        let _in_request = span.enter();
        let end = match task {
            // The handler is dropped after a panic and not polled again.
            Some(task) => match catch_unwind(AssertUnwindSafe(|| task.as_mut().poll_end(cx))) {
                Ok(end) => end,
                Err(payload) => Poll::Ready(Err(Failure::panicked(&*payload))),
            },
            None => Poll::Ready(Ok(())),
        };
        // What else went wrong may be for the same reason as the handler's own error.
        let end = match self.sink.failure() {
            Some(failure) if !matches!(end, Poll::Ready(Err(_))) => Poll::Ready(Err(failure)),
            _ => end,
        };
        let Poll::Ready(end) = end else {
            let mut chunk = self.sink.flush(cx);
            if chunk.is_empty() && beat(&mut self.heartbeat, &self.sink, cx) {
                chunk = self.sink.flush(cx);
            }
            if chunk.is_empty() {
                unclaimed.await_handler();
                return Poll::Pending;
            }
            unclaimed.await_client();
            if let Some(heartbeat) = &mut self.heartbeat {
                heartbeat.restart();
            }
            return Poll::Ready(Next::Chunk(chunk));
        };
        let chunk = self.sink.finish(end.as_ref().err());
        match &end {
            Ok(()) => observer.end(Outcome::Completed),
            Err(failure) => observer.fail(failure, "a stream failed"),
        }
        Poll::Ready(Next::Last(chunk, end))
    }
}

impl<D: ?Sized> Drop for Running<D> {
    fn drop(&mut self) {
        // Where the guard is at it, the guard drops it: it is aborted with this.
        let at_work = self.shared.place().and_then(|mut place| place.at_work.take());
        drop(at_work);
    }
}
