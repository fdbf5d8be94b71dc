use std::task::{Context, Poll, ready};

use super::in_flight::InFlight;
use crate::stream::failure::Failure;
use write_timeout::WriteTimeout;

/// The time between a failure and the abort that tells the client of it.
///
/// An abort discards what the HTTP library still has to write: HTTP/2 clears the frames it has queued, HTTP/1 closes the
/// connection. So the abort waits until all chunks are written, as long as each follows the one before within five seconds.
/// It waits neither for a client that stops reading, nor for a library that keeps the chunks instead of writing them.
#[derive(Debug)]
pub(crate) struct Drain {
    failure: Failure,
    in_flight: InFlight,
    flushed: bool,
    timeout: WriteTimeout,
}

impl Drain {
    pub(crate) fn new(failure: Failure, in_flight: InFlight) -> Self {
        Self {
            failure,
            in_flight,
            flushed: false,
            timeout: WriteTimeout::new(),
        }
    }

    /// Waits until it is time for the abort.
    pub(crate) fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        // A library that has copied the last chunk writes it when the body is pending, and at no other time.
        if !self.flushed {
            self.flushed = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if self.in_flight.poll_empty(cx).is_pending() {
            ready!(self.timeout.poll_end(&self.in_flight, cx));
        }
        Poll::Ready(())
    }

    /// The failure that the abort is for.
    pub(crate) fn into_failure(self) -> Failure {
        self.failure
    }
}

#[cfg(feature = "tokio")]
mod write_timeout {
    use std::{
        pin::Pin,
        task::{Context, Poll, ready},
        time::Duration,
    };

    use tokio::time::Sleep;

    use crate::stream::body::{
        in_flight::InFlight,
        timer::{self, Instant},
    };

    /// How long a failed response waits for the HTTP library to write the next chunk.
    const LIMIT: Duration = Duration::from_secs(5);

    /// Ends when the HTTP library has released no chunk for [`LIMIT`].
    #[derive(Debug)]
    pub(crate) struct WriteTimeout(Option<Started>);

    #[derive(Debug)]
    struct Started {
        since: Instant,
        sleep: Pin<Box<Sleep>>,
    }

    impl WriteTimeout {
        pub(crate) fn new() -> Self {
            Self(None)
        }

        /// Starts the time at the first call. Without a timer it is over at once.
        pub(crate) fn poll_end(&mut self, in_flight: &InFlight, cx: &mut Context<'_>) -> Poll<()> {
            if self.0.is_none() {
                self.0 = timer::sleep(LIMIT).map(|sleep| Started {
                    since: Instant::now(),
                    sleep,
                });
            }
            let Some(Started { since, sleep }) = &mut self.0 else {
                return Poll::Ready(());
            };
            loop {
                ready!(sleep.as_mut().poll(cx));
                let progress = in_flight.last_released().map_or(*since, |last| last.max(*since));
                let end = progress + LIMIT;
                if end <= Instant::now() {
                    return Poll::Ready(());
                }
                sleep.as_mut().reset(end);
            }
        }
    }
}

#[cfg(not(feature = "tokio"))]
mod write_timeout {
    use std::task::{Context, Poll};

    use crate::stream::body::in_flight::InFlight;

    /// Without a timer there is no waiting.
    #[derive(Debug)]
    pub(crate) struct WriteTimeout;

    impl WriteTimeout {
        pub(crate) fn new() -> Self {
            Self
        }

        #[expect(clippy::unused_self, reason = "the same call as with a timer")]
        pub(crate) fn poll_end(&mut self, _: &InFlight, _: &mut Context<'_>) -> Poll<()> {
            Poll::Ready(())
        }
    }
}
