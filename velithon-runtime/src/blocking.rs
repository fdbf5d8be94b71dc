//! Work that may block its thread.

use std::io;

use tracing::Span;

/// Runs `work` inside the current span, on tokio's blocking pool where there is a tokio runtime, on a thread of its own where there is none.
///
/// # Errors
///
/// The system refuses another thread.
pub(crate) fn spawn(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let span = Span::current();
    let work = move || span.in_scope(work);
    #[cfg(feature = "tokio")]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        drop(runtime.spawn_blocking(work));
        return Ok(());
    }
    std::thread::Builder::new()
        .name("velithon-blocking".into())
        .spawn(work)
        .map(drop)
}
