//! Work that may block its thread.

pub(crate) mod lazy;
pub(crate) mod on_thread;

use std::io;
#[cfg(feature = "tokio")]
use std::panic::{AssertUnwindSafe, catch_unwind};

use tracing::Span;

/// Runs `work` inside the current span, on tokio's blocking pool where there is a tokio runtime, on a thread of its own
/// where there is none.
///
/// # Errors
///
/// The system refuses another thread.
pub(crate) fn spawn(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let span = Span::current();
    let work = move || span.in_scope(work);
    #[cfg(feature = "tokio")]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        // It panics where the system refuses the pool its first thread. The work is in the pool's queue then, and does
        // nothing should its turn come: nobody waits for it.
        return catch_unwind(AssertUnwindSafe(|| drop(runtime.spawn_blocking(work))))
            .map_err(|_| io::Error::other("the system refuses tokio's blocking pool a thread"));
    }
    std::thread::Builder::new()
        .name("velithon-blocking".into())
        .spawn(work)
        .map(drop)
}
