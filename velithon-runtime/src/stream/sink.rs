pub(crate) mod filename;
pub(crate) mod response_head;
pub(crate) mod state;
pub(crate) mod wakers;

use std::{
    fmt,
    panic::{RefUnwindSafe, UnwindSafe},
    sync::{
        Arc, Mutex, MutexGuard, TryLockError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Waker},
    time::Duration,
};

use http::{
    HeaderMap, StatusCode,
    header::{CONTENT_LENGTH, TRANSFER_ENCODING},
};

use super::{
    chunk::Sent,
    failure::Failure,
    format::{Format, Negotiated, accept},
    options::{EventStart, StreamOptions},
};
use crate::head::RequestHead;
use response_head::ResponseHead;
use state::SinkState;
use wakers::WakerSlot;

const PARALLEL: &str = "an `Emitter` was used inside its own `emit`, or by two threads at once; \
                        bring what other tasks produce in through a channel and `emit_all`";

/// Where a handler writes and the response reads: the one chunk, and the state that both sides share.
///
/// The two sides take turns within one task, so nobody waits for the lock. Where it is held all the same, the handler uses
/// its emitter in a way that could not work, and the stream fails instead of hanging.
#[derive(Clone)]
pub struct Sink(Arc<dyn Shared>);

/// What both sides share, as a trait object: a handler's code names a sink, and a debug build would describe there all that the
/// state is made of. A trait object promises no more than is written here, so that is written out.
trait Shared: Send + Sync + UnwindSafe + RefUnwindSafe {
    fn inner(&self) -> &Inner;
}

impl Shared for Inner {
    fn inner(&self) -> &Inner {
        self
    }
}

struct Inner {
    state: Mutex<SinkState>,
    /// The state was locked while somebody else held it.
    parallel: AtomicBool,
    request: RequestHead,
    negotiated: Negotiated,
    options: StreamOptions,
    response_head: ResponseHead,
}

impl Sink {
    pub(crate) fn new(request: RequestHead, options: StreamOptions) -> Self {
        let negotiated = accept::negotiate(request.accept(), options.formats);
        Self(Arc::new(Inner {
            state: Mutex::new(SinkState::new(options, negotiated.format)),
            parallel: AtomicBool::new(false),
            request,
            negotiated,
            options,
            response_head: ResponseHead::new(options.filename),
        }))
    }

    /// A second state, for the thread that writes the text of this response.
    pub(crate) fn state_of_thread(&self) -> SinkState {
        SinkState::new(self.0.inner().options, self.0.inner().negotiated.format)
    }

    /// Locks the state. Nothing where it is locked already; the stream fails then.
    #[inline]
    pub(crate) fn state(&self) -> Option<MutexGuard<'_, SinkState>> {
        match self.0.inner().state.try_lock() {
            Ok(state) => Some(state),
            // A user's `Serialize` or iterator panicked; the chunk was cut back to its last whole item.
            Err(TryLockError::Poisoned(state)) => Some(state.into_inner()),
            Err(TryLockError::WouldBlock) => {
                self.0.inner().parallel.store(true, Ordering::Relaxed);
                None
            }
        }
    }

    /// Fails the stream. The handler makes no further progress and is dropped where it waits.
    pub(crate) fn fail(&self, failure: Failure) {
        if let Some(mut state) = self.state() {
            state.fail(failure);
        }
    }

    /// Makes the response one document, and returns how it is to be written.
    pub(crate) fn begin_document(&self) -> Option<StreamOptions> {
        self.state()?.document = true;
        Some(self.0.inner().options)
    }

    /// Waits for room in the chunk, then returns the locked state.
    pub(crate) fn poll_room(&self, slot: &mut WakerSlot, cx: &Context<'_>) -> Poll<MutexGuard<'_, SinkState>> {
        let Some(mut state) = self.state() else {
            return Poll::Pending;
        };
        if state.failure.is_some() {
            return Poll::Pending;
        }
        // Every part of a document, or of a thread, is a chunk of its own.
        if state.chunk.is_full() || ((state.document || state.parts) && !state.chunk.is_empty()) {
            state.wait(slot, cx.waker());
            return Poll::Pending;
        }
        Poll::Ready(state)
    }

    /// Waits until the response has started.
    pub(crate) fn poll_committed(&self, slot: &mut WakerSlot, cx: &Context<'_>) -> Poll<()> {
        if self.response_head().is_committed() {
            return Poll::Ready(());
        }
        if let Some(mut state) = self.state() {
            state.wait(slot, cx.waker());
        }
        Poll::Pending
    }

    /// Takes the failure of this stream, if there is one.
    pub(crate) fn failure(&self) -> Option<Failure> {
        if self.0.inner().parallel.load(Ordering::Relaxed) {
            return Some(Failure::Misuse(PARALLEL));
        }
        self.state()?.failure.take()
    }

    /// How much of the response has been written so far.
    pub(crate) fn sent(&self) -> Sent {
        self.state().map(|state| state.chunk.sent()).unwrap_or_default()
    }

    /// How many bytes of text have been written so far, those of the current chunk included.
    pub(crate) fn written(&self) -> u64 {
        self.state().map(|state| state.chunk.written()).unwrap_or_default()
    }

    /// The head of the request that is answered.
    pub(crate) fn request(&self) -> &RequestHead {
        &self.0.inner().request
    }

    /// How many bytes of text make a chunk full.
    pub(crate) fn chunk_limit(&self) -> usize {
        self.state()
            .map_or(self.0.inner().options.chunk, |state| state.chunk.limit())
    }

    /// The time between heartbeats; nothing where there are none.
    pub(crate) fn heartbeat(&self) -> Option<Duration> {
        self.0.inner().options.heartbeat_of(self.0.inner().negotiated.format)
    }

    /// How long the client may take no chunk; nothing where it may for ever.
    pub(crate) fn stall(&self) -> Option<Duration> {
        self.0.inner().options.stall
    }

    /// Writes a heartbeat between two items. Returns whether it did: documents and lines of JSON have none.
    pub(crate) fn keep_alive(&self) -> bool {
        self.state()
            .is_some_and(|mut state| !state.document && state.chunk.keep_alive())
    }

    /// From here on a thread writes the text, what closes it included, and it comes in parts.
    pub(crate) fn begin_parts(&self) {
        if let Some(mut state) = self.state() {
            state.parts = true;
            state.chunk.limit_to_parts();
        }
    }

    /// The status and headers that the response starts with.
    pub(crate) fn response_head(&self) -> &ResponseHead {
        &self.0.inner().response_head
    }

    /// Whether the response of a handler that has ended has no content: its status has none, and nothing was emitted.
    pub(crate) fn has_no_content(&self) -> bool {
        let status = self.response_head().status();
        let was_written = |state: MutexGuard<'_, SinkState>| state.document || state.chunk.sent().items > 0;
        status.is_some_and(may_have_no_content) && !self.state().is_some_and(was_written)
    }

    /// Takes status and headers at the end of the commit window, with those that the format sets, for a response that has
    /// content or has none.
    pub(crate) fn take_response_head(&self, has_content: bool) -> (StatusCode, HeaderMap) {
        let is_document = self.state().is_some_and(|state| state.document);
        let negotiated = if is_document {
            Negotiated::document()
        } else {
            self.0.inner().negotiated
        };
        let (status, mut headers) = self.response_head().take(negotiated.extensions());
        drop_framing(&mut headers);
        negotiated.complete(&mut headers);
        (if has_content { with_content(status) } else { status }, headers)
    }

    /// Whether the response should start, now that the handler waits.
    ///
    /// Events start at once: a feed that is quiet at first must not look like a server that does not answer. Where a thread
    /// writes them, the task always waits, and they start with its first part.
    pub(crate) fn wants_commit(&self) -> bool {
        let are_events =
            self.0.inner().negotiated.format == Format::Sse && self.0.inner().options.event_start == EventStart::AtOnce;
        self.state().is_some_and(|state| {
            state.commit || !state.chunk.is_empty() || (are_events && !state.document && !state.parts)
        })
    }

    /// Takes the chunk, now that the handler waits. An empty one is no chunk.
    pub(crate) fn flush(&self, cx: &Context<'_>) -> Vec<u8> {
        let Some(mut state) = self.state() else {
            return Vec::new();
        };
        let bytes = if state.chunk.is_empty() {
            Vec::new()
        } else {
            state.chunk.take()
        };
        state.extra_items = 0;
        let others = state.wakers.take_others(cx.waker());
        drop(state);
        others.into_iter().for_each(Waker::wake);
        bytes
    }

    /// Takes the last chunk, with what closes the text in this format, or reports the failure.
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

/// Whether this is the status of a whole response that has no content (RFC 9110, 15.3.5, 15.3.6 and 15.4.5).
fn may_have_no_content(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED
    )
}

/// The status of a response that has content: 200 where the handler has set one that has none, with which the rows would be lost.
fn with_content(status: StatusCode) -> StatusCode {
    if !status.is_informational() && !may_have_no_content(status) {
        return status;
    }
    tracing::warn!(
        target: "velithon",
        status = status.as_u16(),
        "a handler set a status whose responses have no content, and its response has some: it is sent with 200; set 204, 205 or \
         304 only where the handler ends and has emitted nothing, and 1xx never"
    );
    StatusCode::OK
}

/// Removes the headers by which HTTP says where a body ends. Whoever sends the body sets them, and a handler's own would cut the
/// response, or have the client wait for more.
fn drop_framing(headers: &mut HeaderMap) {
    for name in [CONTENT_LENGTH, TRANSFER_ENCODING] {
        if headers.remove(&name).is_some() {
            tracing::warn!(target: "velithon", header = %name, "a handler set a header that only the server can set; it is not sent");
        }
    }
}

// What is sent to a client must not appear in a log.

impl fmt::Debug for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sink").finish_non_exhaustive()
    }
}
