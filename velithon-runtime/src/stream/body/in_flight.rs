use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use bytes::Bytes;

use super::stall::Instant;

/// The chunks of one response that the HTTP library has been handed and has not written yet.
///
/// A library drops a chunk when it has written it, or has copied it to where an abort no longer reaches it; so the
/// chunks themselves tell.
#[derive(Clone, Default)]
pub(crate) struct Transit(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    chunks: usize,
    /// When the last of those that are gone went.
    written: Option<Instant>,
    waiting: Option<Waker>,
}

impl Transit {
    /// Makes a chunk of a text, and counts it until it is dropped, if there is anything in it.
    pub(crate) fn send(&self, text: Vec<u8>) -> Bytes {
        if text.is_empty() {
            return Bytes::new();
        }
        self.state().chunks += 1;
        Bytes::from_owner(OnItsWay {
            text,
            transit: self.clone(),
        })
    }

    /// When a chunk was written last.
    #[cfg_attr(not(feature = "tokio"), expect(dead_code, reason = "nobody asks without a timer"))]
    pub(crate) fn last_written(&self) -> Option<Instant> {
        self.state().written
    }

    /// Waits until all chunks are written.
    pub(crate) fn poll_empty(&self, cx: &Context<'_>) -> Poll<()> {
        let mut state = self.state();
        if state.chunks == 0 {
            return Poll::Ready(());
        }
        let before = state.waiting.replace(cx.waker().clone());
        drop(state);
        // A task may go with its last waker, and the chunks that it holds with it.
        drop(before);
        Poll::Pending
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Transit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transit").finish_non_exhaustive()
    }
}

struct OnItsWay {
    text: Vec<u8>,
    transit: Transit,
}

impl AsRef<[u8]> for OnItsWay {
    fn as_ref(&self) -> &[u8] {
        &self.text
    }
}

impl Drop for OnItsWay {
    fn drop(&mut self) {
        let mut state = self.transit.state();
        state.chunks -= 1;
        state.written = Some(Instant::now());
        let waiting = if state.chunks == 0 { state.waiting.take() } else { None };
        drop(state);
        if let Some(waiting) = waiting {
            waiting.wake();
        }
    }
}
