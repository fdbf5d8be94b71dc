use std::task::{Context, Poll, ready};

use super::in_flight::Transit;
use crate::stream::failure::Failure;
use patience::Patience;

/// The time between a failure and the abort that tells of it.
///
/// An abort reaches past what the HTTP library still has to write: HTTP/2 clears the frames it has queued, HTTP/1 closes
/// the connection. So it waits until all chunks are written, for as long as each follows the one before within five
/// seconds: neither for a client that stops reading, nor for whoever keeps the chunks instead of writing them.
#[derive(Debug)]
pub(crate) struct Parting {
    failure: Failure,
    transit: Transit,
    flushed: bool,
    patience: Patience,
}

impl Parting {
    pub(crate) fn new(failure: Failure, transit: Transit) -> Self {
        Self {
            failure,
            transit,
            flushed: false,
            patience: Patience::new(),
        }
    }

    /// Waits until it is time for the abort.
    pub(crate) fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        // A library that copies what it is handed flushes when a body waits.
        if !self.flushed {
            self.flushed = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if self.transit.poll_empty(cx).is_pending() {
            ready!(self.patience.poll_end(&self.transit, cx));
        }
        Poll::Ready(())
    }

    /// What the abort tells.
    pub(crate) fn into_failure(self) -> Failure {
        self.failure
    }
}

#[cfg(feature = "tokio")]
mod patience {
    use std::{
        pin::Pin,
        task::{Context, Poll, ready},
        time::Duration,
    };

    use tokio::{
        runtime::Handle,
        time::{Instant, Sleep},
    };

    use super::super::{in_flight::Transit, timer};

    /// How long a failed response waits for the next chunk to be written.
    const PATIENCE: Duration = Duration::from_secs(5);

    /// Runs out when no chunk was written for [`PATIENCE`].
    #[derive(Debug)]
    pub(crate) struct Patience(Option<Waiting>);

    #[derive(Debug)]
    struct Waiting {
        since: Instant,
        sleep: Pin<Box<Sleep>>,
    }

    impl Patience {
        pub(crate) fn new() -> Self {
            Self(None)
        }

        pub(crate) fn poll_end(&mut self, transit: &Transit, cx: &mut Context<'_>) -> Poll<()> {
            if self.0.is_none() {
                self.0 = Waiting::start();
            }
            // Without a timer there is no waiting.
            let Some(waiting) = &mut self.0 else {
                return Poll::Ready(());
            };
            loop {
                ready!(waiting.sleep.as_mut().poll(cx));
                let last = transit
                    .last_written()
                    .map_or(waiting.since, |last| last.max(waiting.since));
                let end = last + PATIENCE;
                if end <= Instant::now() {
                    return Poll::Ready(());
                }
                waiting.sleep.as_mut().reset(end);
            }
        }
    }

    impl Waiting {
        fn start() -> Option<Self> {
            Handle::try_current().ok()?;
            let sleep = timer::sleep(PATIENCE)?;
            Some(Self {
                since: Instant::now(),
                sleep,
            })
        }
    }
}

#[cfg(not(feature = "tokio"))]
mod patience {
    use std::task::{Context, Poll};

    use super::super::in_flight::Transit;

    /// There is none without a timer.
    #[derive(Debug)]
    pub(crate) struct Patience;

    impl Patience {
        pub(crate) fn new() -> Self {
            Self
        }

        #[expect(clippy::unused_self, reason = "as with a timer")]
        pub(crate) fn poll_end(&mut self, _: &Transit, _: &mut Context<'_>) -> Poll<()> {
            Poll::Ready(())
        }
    }
}
