use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

use crate::blocking;
use futures::channel::oneshot;

/// Runs a handler on a thread where it may block, inside the current span. Its panic is the caller's.
///
/// # Errors
///
/// The system refuses another thread.
///
/// # Cancel safety
///
/// A handler that has begun runs to its end, because nobody can stop a thread; what it returns is dropped.
pub(crate) async fn on_thread<T: Send + 'static>(handler: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    let (sender, receiver) = oneshot::channel();
    blocking::spawn(move || {
        let output = catch_unwind(AssertUnwindSafe(handler));
        // Nobody waits any more where this fails.
        drop(sender.send(output));
    })?;
    match receiver.await {
        Ok(Ok(output)) => Ok(output),
        Ok(Err(panic)) => resume_unwind(panic),
        // The runtime shuts down before the handler ran, and this task with it.
        Err(oneshot::Canceled) => std::future::pending().await,
    }
}

/// Calls the body of a handler, which may change its arguments as well as move them.
pub fn call<T>(body: impl FnOnce() -> T) -> T {
    body()
}
