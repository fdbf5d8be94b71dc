use tokio::task;
use tracing::Span;

/// Runs a handler that may block on tokio's blocking pool, inside the current span.
///
/// # Panics
///
/// As the handler does: its panic is the framework's affair.
///
/// # Cancel safety
///
/// A handler that has begun runs to its end, because nobody can stop a thread; what it returns is dropped.
pub async fn on_thread<T: Send + 'static>(handler: impl FnOnce() -> T + Send + 'static) -> T {
    let span = Span::current();
    match task::spawn_blocking(move || span.in_scope(handler)).await {
        Ok(output) => output,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The runtime shuts down, and this task with it.
            Err(_) => std::future::pending().await,
        },
    }
}
