use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use tracing::{Instrument, Span};

/// Something that goes on on its own, so that it comes to its end whether the client reads or not: a query that waited for its
/// client would hold its connection for it.
///
/// In a tokio runtime that is a task, which ends when this is dropped; elsewhere it goes on where it is waited for.
pub(crate) struct Reading(Way);

enum Way {
    #[cfg(feature = "tokio")]
    Task(tokio::task::JoinHandle<()>),
    Here(Pin<Box<dyn Future<Output = ()> + Send>>),
}

impl Reading {
    /// Begins, inside `span`. `read` is told whether it goes on on its own.
    pub(crate) fn start<F>(read: impl FnOnce(bool) -> F, span: &Span) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        #[cfg(feature = "tokio")]
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            return Self(Way::Task(runtime.spawn(read(true).instrument(span.clone()))));
        }
        Self(Way::Here(Box::pin(read(false).instrument(span.clone()))))
    }
}

/// Ready at its end, also where that comes because the runtime shuts down. A panic is passed on.
impl Future for Reading {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match &mut self.0 {
            #[cfg(feature = "tokio")]
            Way::Task(task) => Pin::new(task).poll(cx).map(|joined| {
                if let Err(Ok(panic)) = joined.map_err(tokio::task::JoinError::try_into_panic) {
                    std::panic::resume_unwind(panic);
                }
            }),
            Way::Here(read) => read.as_mut().poll(cx),
        }
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        #[cfg(feature = "tokio")]
        if let Way::Task(task) = &self.0 {
            task.abort();
        }
    }
}
