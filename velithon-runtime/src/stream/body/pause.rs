#[cfg(feature = "tokio")]
mod timed {
    use std::{
        pin::Pin,
        task::{Context, Poll, ready},
        time::Duration,
    };

    use crate::stream::body::{
        in_flight::InFlight,
        timer::{self, Instant, Timer},
    };

    /// A time that passes while the HTTP library releases no chunk.
    #[derive(Debug)]
    pub(crate) struct Pause {
        length: Duration,
        started: Option<(Instant, Pin<Box<dyn Timer>>)>,
    }

    impl Pause {
        pub(crate) fn new(length: Duration) -> Self {
            Self { length, started: None }
        }

        /// Waits until no chunk has been released for the pause's length, counted from the first call. Without a timer it is
        /// over at once.
        pub(crate) fn poll_since_release(&mut self, in_flight: &InFlight, cx: &mut Context<'_>) -> Poll<()> {
            if self.started.is_none() {
                self.started = timer::sleep(self.length).map(|sleep| (Instant::now(), sleep));
            }
            let Some((since, sleep)) = &mut self.started else {
                return Poll::Ready(());
            };
            loop {
                ready!(sleep.as_mut().poll(cx));
                let progress = in_flight.last_released().map_or(*since, |last| last.max(*since));
                let end = progress + self.length;
                if end <= Instant::now() {
                    return Poll::Ready(());
                }
                sleep.as_mut().set(end);
            }
        }
    }
}

#[cfg(not(feature = "tokio"))]
mod timed {
    use std::{
        task::{Context, Poll},
        time::Duration,
    };

    use crate::stream::body::in_flight::InFlight;

    /// Without a timer there is no waiting.
    #[derive(Debug)]
    pub(crate) struct Pause;

    impl Pause {
        pub(crate) fn new(_: Duration) -> Self {
            Self
        }

        #[expect(clippy::unused_self, reason = "the same call as with a timer")]
        pub(crate) fn poll_since_release(&mut self, _: &InFlight, _: &mut Context<'_>) -> Poll<()> {
            Poll::Ready(())
        }
    }
}

pub(crate) use timed::Pause;
