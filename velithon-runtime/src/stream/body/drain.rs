use std::{
    task::{Context, Poll, ready},
    time::Duration,
};

use super::{in_flight::InFlight, pause::Pause};
use crate::stream::failure::Failure;

/// How long a failed response waits for the HTTP library to release the next chunk.
const WRITE_TIMEOUT: Duration = Duration::from_secs(5);

/// The same after a stall, during which the client has read nothing for long.
const WRITE_TIMEOUT_AFTER_STALL: Duration = Duration::from_secs(1);

/// The time between the last chunk and the reset of an HTTP/2 stream. A client or proxy that finds both at once may drop the
/// chunk: curl loses up to 32 KB. Of 200 runs on a machine with seven times the work that it has processors for, it lost rows in
/// 113 after 20 ms, and in none after 50.
const GRACE: Duration = Duration::from_millis(100);

/// How often the body is pending before the abort. A library that has copied the last chunk, as actix-web does, writes it when the
/// body is pending, and at no other time. An encoder in between, such as that of its `Compress`, takes the first time for itself:
/// it hands over what it has kept so far.
const TURNS: u8 = 2;

/// The time between a failure and the abort that tells the client of it.
///
/// An abort discards what the HTTP library still has to write: HTTP/2 clears the frames it has queued, HTTP/1 closes the
/// connection. So the abort waits until all chunks are written, as long as each follows the one before within
/// [`WRITE_TIMEOUT`]. It waits neither for a client that stops reading, nor for a library that keeps the chunks instead of
/// writing them.
#[derive(Debug)]
pub(crate) struct Drain {
    failure: Failure,
    in_flight: InFlight,
    /// The abort may overtake the last chunk on its way through the client or a proxy.
    overtakes: bool,
    turns_left: u8,
    write_timeout: Pause,
    grace: Pause,
}

impl Drain {
    pub(crate) fn new(failure: Failure, in_flight: InFlight, overtakes: bool) -> Self {
        let (write_timeout, overtakes) = match failure {
            Failure::Stalled => (WRITE_TIMEOUT_AFTER_STALL, false),
            _ => (WRITE_TIMEOUT, overtakes),
        };
        Self {
            failure,
            in_flight,
            overtakes,
            turns_left: TURNS,
            write_timeout: Pause::new(write_timeout),
            grace: Pause::new(GRACE),
        }
    }

    /// Waits until it is time for the abort.
    pub(crate) fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if let Some(left) = self.turns_left.checked_sub(1) {
            self.turns_left = left;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if self.in_flight.poll_empty(cx).is_pending() {
            ready!(self.write_timeout.poll_since_release(&self.in_flight, cx));
        } else if self.overtakes {
            ready!(self.grace.poll_since_release(&self.in_flight, cx));
        }
        Poll::Ready(())
    }

    /// The failure that the abort is for.
    pub(crate) fn into_failure(self) -> Failure {
        self.failure
    }
}
