//! Heartbeats: what a response sends while its handler has nothing to send, so that neither proxies nor clients give up.

#[cfg(feature = "tokio")]
mod timer {
    use std::{
        pin::Pin,
        task::{Context, Poll},
        time::Duration,
    };

    use crate::stream::body::timer::{self, Instant, Timer};

    /// The timer of a response that sends heartbeats.
    #[derive(Debug)]
    pub(crate) struct Heartbeat {
        every: Duration,
        timer: Pin<Box<dyn Timer>>,
    }

    impl Heartbeat {
        /// Starts the timer; nothing where no tokio runtime can drive it.
        pub(crate) fn start(every: Duration) -> Option<Self> {
            let timer = timer::sleep(every)?;
            Some(Self { every, timer })
        }

        /// Whether `every` has passed since the last chunk; if not, wakes the task when it has.
        pub(crate) fn is_due(&mut self, cx: &mut Context<'_>) -> bool {
            matches!(self.timer.as_mut().poll(cx), Poll::Ready(()))
        }

        /// Starts the time again, because something was sent.
        pub(crate) fn restart(&mut self) {
            if let Some(due) = Instant::now().checked_add(self.every) {
                self.timer.as_mut().set(due);
            }
        }
    }
}

#[cfg(not(feature = "tokio"))]
mod timer {
    use std::{task::Context, time::Duration};

    /// There are no heartbeats without a timer.
    #[derive(Debug)]
    pub(crate) enum Heartbeat {}

    impl Heartbeat {
        pub(crate) fn start(_: Duration) -> Option<Self> {
            None
        }

        pub(crate) fn is_due(&mut self, _: &mut Context<'_>) -> bool {
            match *self {}
        }

        pub(crate) fn restart(&mut self) {
            match *self {}
        }
    }
}

use std::task::Context;

use crate::stream::sink::Sink;

pub(crate) use timer::Heartbeat;

/// Writes a heartbeat into the chunk if one is due. Returns whether it did.
pub(crate) fn keep_alive(heartbeat: &mut Option<Heartbeat>, sink: &Sink, cx: &mut Context<'_>) -> bool {
    let Some(heartbeat) = heartbeat else { return false };
    if !heartbeat.is_due(cx) {
        return false;
    }
    heartbeat.restart();
    sink.keep_alive()
}
