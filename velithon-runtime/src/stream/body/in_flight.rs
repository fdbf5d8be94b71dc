use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use bytes::Bytes;

use super::timer::Instant;

/// What a chunk costs beside its text: its owner, and its place in the HTTP library's queue. Without it, a bound in bytes would
/// let thousands of tiny chunks pass.
const OVERHEAD: usize = 512;

/// Measures the chunks of one response that the HTTP library has been handed and has not released yet.
///
/// A library drops a chunk when it has written it to the socket, or has copied it into a buffer of its own. Each chunk
/// therefore reports its own end when it is dropped.
#[derive(Clone, Default)]
pub(crate) struct InFlight(Arc<Mutex<Measure>>);

#[derive(Default)]
struct Measure {
    /// The bytes of all chunks, each with its [`OVERHEAD`].
    bytes: usize,
    /// When the HTTP library last released a chunk.
    last_released: Option<Instant>,
    /// The body's task, and below how many bytes it is to be woken.
    waiting: Option<(usize, Waker)>,
}

impl InFlight {
    /// Makes a chunk that counts as in flight until it is dropped. An empty text makes an empty chunk, which does not count.
    pub(crate) fn chunk(&self, text: Vec<u8>) -> Bytes {
        if text.is_empty() {
            return Bytes::new();
        }
        self.measure().bytes += text.len() + OVERHEAD;
        Bytes::from_owner(MeasuredChunk {
            text,
            in_flight: self.clone(),
        })
    }

    /// When the HTTP library last released a chunk.
    #[cfg_attr(not(feature = "tokio"), expect(dead_code, reason = "nobody asks without a timer"))]
    pub(crate) fn last_released(&self) -> Option<Instant> {
        self.measure().last_released
    }

    /// Waits until less than `limit` bytes are in flight.
    pub(crate) fn poll_below(&self, limit: usize, cx: &Context<'_>) -> Poll<()> {
        let mut measure = self.measure();
        if measure.bytes < limit {
            return Poll::Ready(());
        }
        let before = measure.waiting.replace((limit, cx.waker().clone()));
        drop(measure);
        // Dropping the last waker of a task drops the task, and with it chunks that lock the measure.
        drop(before);
        Poll::Pending
    }

    /// Waits until the HTTP library has released all chunks.
    pub(crate) fn poll_empty(&self, cx: &Context<'_>) -> Poll<()> {
        self.poll_below(1, cx)
    }

    /// Wakes the body's task where it waits, because there is no use in waiting any longer.
    #[cfg_attr(not(feature = "tokio"), expect(dead_code, reason = "only a stall ends the wait"))]
    pub(crate) fn wake(&self) {
        let waiting = self.measure().waiting.take();
        if let Some((_, waker)) = waiting {
            waker.wake();
        }
    }

    fn measure(&self) -> MutexGuard<'_, Measure> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for InFlight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InFlight").finish_non_exhaustive()
    }
}

/// The text of a chunk, which is in flight until this is dropped.
struct MeasuredChunk {
    text: Vec<u8>,
    in_flight: InFlight,
}

impl AsRef<[u8]> for MeasuredChunk {
    fn as_ref(&self) -> &[u8] {
        &self.text
    }
}

impl Drop for MeasuredChunk {
    fn drop(&mut self) {
        let mut measure = self.in_flight.measure();
        measure.bytes -= self.text.len() + OVERHEAD;
        measure.last_released = Some(Instant::now());
        let bytes = measure.bytes;
        let waiting = measure.waiting.take_if(|(below, _)| bytes < *below);
        drop(measure);
        if let Some((_, waker)) = waiting {
            waker.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        task::Wake,
    };

    use super::*;

    #[derive(Default)]
    struct Wakes(AtomicUsize);

    impl Wake for Wakes {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn who_waits_is_woken_once_less_than_the_limit_is_in_flight() {
        let woken = Arc::new(Wakes::default());
        let waker = Waker::from(woken.clone());
        let cx = Context::from_waker(&waker);
        let in_flight = InFlight::default();
        let [first, second, third] = [(); 3].map(|()| in_flight.chunk(vec![b'x'; 100]));
        let limit = 2 * (100 + OVERHEAD);
        assert!(in_flight.poll_below(limit, &cx).is_pending());
        drop(third);
        assert_eq!(woken.0.load(Ordering::Relaxed), 0, "as much as the limit is too much");
        assert!(in_flight.poll_below(limit, &cx).is_pending());
        drop(second);
        assert_eq!(woken.0.load(Ordering::Relaxed), 1);
        assert!(in_flight.poll_below(limit, &cx).is_ready());
        assert!(in_flight.poll_empty(&cx).is_pending());
        drop(first);
        assert_eq!(woken.0.load(Ordering::Relaxed), 2);
        assert!(in_flight.poll_empty(&cx).is_ready());
    }
}
