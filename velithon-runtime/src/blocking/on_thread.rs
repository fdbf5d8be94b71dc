use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

use futures::channel::oneshot;

use crate::blocking;

/// Runs a handler on a thread that may block, inside the current span. Its panic is resumed here.
///
/// # Errors
///
/// The system refuses another thread, or the runtime that has them shuts down.
///
/// # Cancel safety
///
/// A handler that has begun runs to its end, because nobody can stop a thread; what it returns is dropped. One that has
/// not is never run.
pub(crate) async fn on_thread<T: Send + 'static>(handler: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    let (sender, receiver) = oneshot::channel();
    blocking::spawn(move || {
        // The request went away while this waited for its thread.
        if sender.is_canceled() {
            return;
        }
        let output = catch_unwind(AssertUnwindSafe(handler));
        // It fails where the request is gone, and nobody waits for the output.
        drop(sender.send(output));
    })?;
    match receiver.await {
        Ok(Ok(output)) => Ok(output),
        Ok(Err(panic)) => resume_unwind(panic),
        // The handler never ran: the runtime that had its thread is gone.
        Err(oneshot::Canceled) => Err(io::Error::other("the runtime is shutting down")),
    }
}

/// Calls the body of a handler. As a closure that is called once, it may change its arguments as well as move them.
pub fn call<T>(body: impl FnOnce() -> T) -> T {
    body()
}
