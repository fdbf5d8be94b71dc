//! The clock that bodies wait by: tokio's, which tests can pause, and without it none that can wait.

#[cfg(not(feature = "tokio"))]
pub(crate) use std::time::Instant;
#[cfg(feature = "tokio")]
use std::{panic::catch_unwind, pin::Pin, time::Duration};

#[cfg(feature = "tokio")]
pub(crate) use tokio::time::Instant;
#[cfg(feature = "tokio")]
use tokio::{runtime::Handle, time::Sleep};

/// A timer that ends after `time`; nothing outside of a tokio runtime, or in one whose timers are off.
///
/// tokio has no way to ask for the latter and panics. The panic is caught here; the panic hook reports it all the same.
#[cfg(feature = "tokio")]
pub(crate) fn sleep(time: Duration) -> Option<Pin<Box<Sleep>>> {
    Handle::try_current().ok()?;
    // A time beyond what the clock can tell never comes.
    Instant::now().checked_add(time)?;
    catch_unwind(|| Box::pin(tokio::time::sleep(time))).ok()
}
