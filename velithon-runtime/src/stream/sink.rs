pub(crate) mod filename;
pub(crate) mod response_head;
pub(crate) mod state;
pub(crate) mod waiting;

use std::{
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, TryLockError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Waker},
    time::Duration,
};

use http::{HeaderMap, StatusCode};

use super::{
    chunk::Sent,
    failure::Failure,
    format::{Chosen, accept},
    options::StreamOptions,
};
use crate::{head::RequestHead, json::Serializer};
use response_head::Start;
use state::State;
use waiting::Place;

const PARALLEL: &str = "an `Emitter` was used inside its own `emit`, or by two threads at once; \
                        bring what other tasks produce in through a channel and `emit_all`";

/// Where a handler writes and the response reads: one chunk, and what both sides tell each other about it.
///
/// The two sides take turns within one task, so the lock is never waited for. Where it is taken all the same, the
/// handler does what it must not, and the stream fails instead of hanging.
#[derive(Clone)]
pub struct Sink(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    parallel: AtomicBool,
    head: RequestHead,
    chosen: Chosen,
    options: StreamOptions,
    start: Start,
}

impl Sink {
    pub(crate) fn new(head: RequestHead, options: StreamOptions) -> Self {
        let chosen = accept::choose(head.accept(), options.formats);
        Self(Arc::new(Shared {
            state: Mutex::new(State::new(options, chosen.format)),
            parallel: AtomicBool::new(false),
            head,
            chosen,
            options,
            start: Start::new(options.filename),
        }))
    }

    /// A state of the same response for the thread that writes its text.
    pub(crate) fn state_of_thread(&self) -> State {
        State::new(self.0.options, self.0.chosen.format)
    }

    /// The state, unless somebody holds it already; the stream fails then.
    #[inline]
    pub(crate) fn state(&self) -> Option<MutexGuard<'_, State>> {
        match self.0.state.try_lock() {
            Ok(state) => Some(state),
            // A user's `Serialize` or iterator panicked; the chunk was cut back to its last whole item.
            Err(TryLockError::Poisoned(state)) => Some(state.into_inner()),
            Err(TryLockError::WouldBlock) => {
                self.0.parallel.store(true, Ordering::Relaxed);
                None
            }
        }
    }

    /// Notes a failure. The handler makes no progress after it and is dropped where it waits.
    pub(crate) fn fail(&self, failure: Failure) {
        if let Some(mut state) = self.state() {
            state.fail(failure);
        }
    }

    /// Makes the response one document, and tells how it is to be written.
    pub(crate) fn begin_document(&self) -> Option<StreamOptions> {
        self.state()?.document = true;
        Some(self.0.options)
    }

    /// Waits for room in the chunk, then lets `write` at the state.
    pub(crate) fn poll_room(&self, place: &mut Place, cx: &Context<'_>) -> Poll<MutexGuard<'_, State>> {
        let Some(mut state) = self.state() else {
            return Poll::Pending;
        };
        if state.failure.is_some() {
            return Poll::Pending;
        }
        // Parts are chunks of their own.
        if state.chunk.is_full() || ((state.document || state.parts) && !state.chunk.is_empty()) {
            state.wait(place, cx.waker());
            return Poll::Pending;
        }
        Poll::Ready(state)
    }

    /// Waits until the response has started.
    pub(crate) fn poll_committed(&self, place: &mut Place, cx: &Context<'_>) -> Poll<()> {
        if self.start().is_committed() {
            return Poll::Ready(());
        }
        if let Some(mut state) = self.state() {
            state.wait(place, cx.waker());
        }
        Poll::Pending
    }

    /// What went wrong, if anything did.
    pub(crate) fn failure(&self) -> Option<Failure> {
        if self.0.parallel.load(Ordering::Relaxed) {
            return Some(Failure::Misuse(PARALLEL));
        }
        self.state()?.failure.take()
    }

    /// What of the response there has been so far.
    pub(crate) fn sent(&self) -> Sent {
        self.state().map(|state| state.chunk.sent()).unwrap_or_default()
    }

    /// The request that is answered.
    pub(crate) fn head(&self) -> &RequestHead {
        &self.0.head
    }

    /// What writes the values.
    pub(crate) fn serializer(&self) -> Serializer {
        self.0.options.serializer
    }

    /// How long the client is left without a sign of life, if it is not for ever.
    pub(crate) fn heartbeat(&self) -> Option<Duration> {
        self.0.options.heartbeat_of(self.0.chosen.format)
    }

    /// How long the client may take no chunk, if it is not for ever.
    pub(crate) fn stall(&self) -> Option<Duration> {
        self.0.options.stall
    }

    /// Writes a sign of life between two items, where there are items; tells whether it did.
    pub(crate) fn beat(&self) -> bool {
        self.state()
            .is_some_and(|mut state| !state.document && state.chunk.beat())
    }

    /// From here on, the text comes in parts that a thread writes, its end included.
    pub(crate) fn begin_parts(&self) {
        if let Some(mut state) = self.state() {
            state.parts = true;
        }
    }

    /// What the response starts with.
    pub(crate) fn start(&self) -> &Start {
        &self.0.start
    }

    /// Takes status and headers at the end of the commit window.
    pub(crate) fn take_head(&self) -> (StatusCode, HeaderMap) {
        let is_document = self.state().is_some_and(|state| state.document);
        let (status, mut headers) = self.start().take();
        let chosen = if is_document { Chosen::document() } else { self.0.chosen };
        chosen.complete(&mut headers);
        (status, headers)
    }

    /// Whether the response is to start, now that the handler waits.
    pub(crate) fn wants_commit(&self) -> bool {
        self.state()
            .is_some_and(|state| state.commit || !state.chunk.is_empty())
    }

    /// Takes the chunk for the response, now that the handler waits; nothing where it is empty.
    pub(crate) fn flush(&self, cx: &Context<'_>) -> Vec<u8> {
        let Some(mut state) = self.state() else {
            return Vec::new();
        };
        let bytes = if state.chunk.is_empty() {
            Vec::new()
        } else {
            state.chunk.take()
        };
        state.beyond = 0;
        let others = state.waiting.take_others(cx.waker());
        drop(state);
        others.into_iter().for_each(Waker::wake);
        bytes
    }

    /// Takes the last chunk, with what the format has to say of the end.
    pub(crate) fn finish(&self, failure: Option<&Failure>) -> Vec<u8> {
        let Some(mut state) = self.state() else {
            return Vec::new();
        };
        match failure {
            _ if state.document => {}
            None if state.parts => {}
            None => state.chunk.close(),
            Some(failure) => state.chunk.close_failed(failure),
        }
        state.chunk.take_last()
    }
}

// What is on its way to a client is no business of a log.

impl fmt::Debug for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sink").finish_non_exhaustive()
    }
}
