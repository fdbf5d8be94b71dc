use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use bytes::Bytes;

use super::timer::Instant;

/// Counts the chunks of one response that the HTTP library has been handed and has not released yet.
///
/// A library drops a chunk when it has written it to the socket, or has copied it into a buffer of its own. Each chunk
/// therefore reports its own end when it is dropped.
#[derive(Clone, Default)]
pub(crate) struct InFlight(Arc<Mutex<Count>>);

#[derive(Default)]
struct Count {
    chunks: usize,
    /// When the HTTP library last released a chunk.
    last_released: Option<Instant>,
    /// The task to wake when no chunk is left.
    waiting: Option<Waker>,
}

impl InFlight {
    /// Makes a chunk that counts as in flight until it is dropped. An empty text makes an empty chunk, which does not count.
    pub(crate) fn chunk(&self, text: Vec<u8>) -> Bytes {
        if text.is_empty() {
            return Bytes::new();
        }
        self.count().chunks += 1;
        Bytes::from_owner(CountedChunk {
            text,
            in_flight: self.clone(),
        })
    }

    /// When the HTTP library last released a chunk.
    #[cfg_attr(not(feature = "tokio"), expect(dead_code, reason = "nobody asks without a timer"))]
    pub(crate) fn last_released(&self) -> Option<Instant> {
        self.count().last_released
    }

    /// Waits until the HTTP library has released all chunks.
    pub(crate) fn poll_empty(&self, cx: &Context<'_>) -> Poll<()> {
        let mut count = self.count();
        if count.chunks == 0 {
            return Poll::Ready(());
        }
        let before = count.waiting.replace(cx.waker().clone());
        drop(count);
        // Dropping the last waker of a task drops the task, and with it chunks that lock the count.
        drop(before);
        Poll::Pending
    }

    fn count(&self) -> MutexGuard<'_, Count> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for InFlight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InFlight").finish_non_exhaustive()
    }
}

/// The text of a chunk, which is in flight until this is dropped.
struct CountedChunk {
    text: Vec<u8>,
    in_flight: InFlight,
}

impl AsRef<[u8]> for CountedChunk {
    fn as_ref(&self) -> &[u8] {
        &self.text
    }
}

impl Drop for CountedChunk {
    fn drop(&mut self) {
        let mut count = self.in_flight.count();
        count.chunks -= 1;
        count.last_released = Some(Instant::now());
        let waiting = if count.chunks == 0 { count.waiting.take() } else { None };
        drop(count);
        if let Some(waiting) = waiting {
            waiting.wake();
        }
    }
}
