//! Signs of life while a handler has nothing to send.

#[cfg(feature = "tokio")]
mod timer {
    use std::{
        pin::Pin,
        task::{Context, Poll},
        time::Duration,
    };

    use tokio::{
        runtime::Handle,
        time::{Instant, Sleep},
    };

    /// The timer of a response that sends heartbeats.
    #[derive(Debug)]
    pub(crate) struct Heartbeat {
        every: Duration,
        sleep: Pin<Box<Sleep>>,
    }

    impl Heartbeat {
        /// Starts it, where there is a tokio runtime to do it.
        pub(crate) fn start(every: Duration) -> Option<Self> {
            Handle::try_current().ok()?;
            // One beyond the end of time is none.
            Instant::now().checked_add(every)?;
            let sleep = super::super::timer::sleep(every)?;
            Some(Self { every, sleep })
        }

        /// Whether the time has come.
        pub(crate) fn is_due(&mut self, cx: &mut Context<'_>) -> bool {
            matches!(self.sleep.as_mut().poll(cx), Poll::Ready(()))
        }

        /// Starts it again, now that something was sent.
        pub(crate) fn restart(&mut self) {
            if let Some(due) = Instant::now().checked_add(self.every) {
                self.sleep.as_mut().reset(due);
            }
        }
    }
}

#[cfg(not(feature = "tokio"))]
mod timer {
    use std::{task::Context, time::Duration};

    /// There is none without a timer.
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

/// Writes a sign of life if it is time for one; tells whether it did.
pub(crate) fn beat(heartbeat: &mut Option<Heartbeat>, sink: &Sink, cx: &mut Context<'_>) -> bool {
    let Some(heartbeat) = heartbeat else { return false };
    if !heartbeat.is_due(cx) {
        return false;
    }
    heartbeat.restart();
    sink.beat()
}
