use std::{panic::catch_unwind, pin::Pin, time::Duration};

use tokio::time::Sleep;

/// A timer; nothing in a runtime whose timers are off. tokio has no way to ask, and panics; its report of the panic stays.
pub(crate) fn sleep(time: Duration) -> Option<Pin<Box<Sleep>>> {
    catch_unwind(|| Box::pin(tokio::time::sleep(time))).ok()
}
