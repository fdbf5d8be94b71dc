use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use tracing::{Instrument, Span};

/// Something that is read on its own, so that it comes to its end whether the client reads or not: a query that waited for
/// its client would hold its connection for it.
///
/// In a tokio runtime that is a task, which ends when this is dropped; elsewhere it is read where it is waited for.
pub(crate) struct Reading<T>(Way<T>);

enum Way<T> {
    #[cfg(feature = "tokio")]
    Task(tokio::task::JoinHandle<T>),
    Here(Pin<Box<dyn Future<Output = T> + Send>>),
}

impl<T: Send + 'static> Reading<T> {
    /// Begins to read, inside `span`.
    pub(crate) fn start(read: impl Future<Output = T> + Send + 'static, span: &Span) -> Self {
        let read = read.instrument(span.clone());
        #[cfg(feature = "tokio")]
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            return Self(Way::Task(runtime.spawn(read)));
        }
        Self(Way::Here(Box::pin(read)))
    }
}

/// Ready with what was read; `None` where the runtime shuts down. A panic of what reads is passed on.
impl<T> Future for Reading<T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        match &mut self.0 {
            #[cfg(feature = "tokio")]
            Way::Task(task) => Pin::new(task).poll(cx).map(|joined| match joined {
                Ok(read) => Some(read),
                Err(error) => match error.try_into_panic() {
                    Ok(panic) => std::panic::resume_unwind(panic),
                    Err(_) => None,
                },
            }),
            Way::Here(read) => read.as_mut().poll(cx).map(Some),
        }
    }
}

impl<T> Drop for Reading<T> {
    fn drop(&mut self) {
        #[cfg(feature = "tokio")]
        if let Way::Task(task) = &self.0 {
            task.abort();
        }
    }
}
