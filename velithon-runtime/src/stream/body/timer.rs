//! The clock that bodies wait by: tokio's, which tests can pause, and without it none that can wait.

#[cfg(not(feature = "tokio"))]
pub(crate) use std::time::Instant;
#[cfg(feature = "tokio")]
use std::{fmt::Debug, panic::catch_unwind, pin::Pin, time::Duration};

#[cfg(feature = "tokio")]
pub(crate) use tokio::time::Instant;
#[cfg(feature = "tokio")]
use tokio::{runtime::Handle, time::Sleep};

/// A timer that can be set again.
///
/// It is used as a trait object: a debug build describes every type that can be reached from those that a handler's code names, and
/// through tokio's own timer that is all of its runtime.
#[cfg(feature = "tokio")]
pub(crate) trait Timer: Future<Output = ()> + Debug + Send + Sync {
    fn set(self: Pin<&mut Self>, due: Instant);
}

#[cfg(feature = "tokio")]
impl Timer for Sleep {
    fn set(self: Pin<&mut Self>, due: Instant) {
        self.reset(due);
    }
}

/// A timer that ends after `time`; nothing outside of a tokio runtime, or in one whose timers are off.
///
/// tokio has no way to ask for the latter and panics. The panic is caught here; the panic hook reports it all the same.
#[cfg(feature = "tokio")]
pub(crate) fn sleep(time: Duration) -> Option<Pin<Box<dyn Timer>>> {
    Handle::try_current().ok()?;
    // A time beyond what the clock can tell never comes.
    Instant::now().checked_add(time)?;
    let sleep = catch_unwind(|| Box::pin(tokio::time::sleep(time))).ok()?;
    Some(sleep)
}
