use std::{fmt, task::Waker};

use serde::Serialize;

use super::wakers::{WakerSlot, Wakers};
use crate::stream::{
    chunk::{Chunk, sse_event::SseEvent},
    failure::Failure,
    format::Format,
    options::StreamOptions,
};

/// How many items, of any size, may be added to a chunk that is full already. With more, it must stay below twice its limit.
const EXTRA_ITEMS: u32 = 64;

const BEYOND: &str = "the chunk grew to twice its size, because more than 64 emits waited side by side or were dropped \
                      while they waited; await some before the next";

/// What the handler and the response share through a [`Sink`](super::Sink).
pub struct SinkState {
    pub(crate) chunk: Chunk,
    /// The response is one document: there are no brackets to close.
    pub(crate) document: bool,
    /// A thread writes the text, what closes it included.
    pub(crate) parts: bool,
    /// Set by `commit()`: the response should start even without an item.
    pub(crate) commit: bool,
    pub(crate) failure: Option<Failure>,
    /// How many items were written into this chunk after it was full.
    pub(crate) extra_items: u32,
    pub(crate) wakers: Wakers,
}

impl SinkState {
    pub(crate) fn new(options: StreamOptions, format: Format) -> Self {
        Self {
            chunk: Chunk::new(options, format),
            document: options.document,
            parts: false,
            commit: false,
            failure: None,
            extra_items: 0,
            wakers: Wakers::default(),
        }
    }

    /// Fails the stream. Only the first failure counts: later ones follow from it.
    pub(crate) fn fail(&mut self, failure: Failure) {
        self.failure.get_or_insert(failure);
    }

    /// Has `waker` woken at the next flush. `slot` belongs to the waiter, which passes the same one at each call.
    pub(crate) fn wait(&mut self, slot: &mut WakerSlot, waker: &Waker) {
        self.wakers.join(slot, waker);
    }

    /// Whether an item may be added to a chunk that is full already, as several emits that wait at the same time do. Beyond
    /// the bound the stream fails.
    pub(crate) fn may_exceed(&mut self) -> bool {
        self.extra_items += 1;
        let may = self.extra_items <= EXTRA_ITEMS || self.chunk.len() < 2 * self.chunk.limit();
        if !may {
            self.fail(Failure::Misuse(BEYOND));
        }
        may
    }

    /// Appends an item. Where it cannot be written, fails the stream and returns `false`.
    #[inline]
    pub(crate) fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> bool {
        let pushed = self.chunk.push(item);
        self.record(pushed)
    }

    /// [`push`](Self::push), with the fields of a server-sent event.
    pub(crate) fn push_event<T: Serialize + ?Sized>(&mut self, event: &SseEvent<'_>, item: &T) -> bool {
        let pushed = self.chunk.push_event(event, item);
        self.record(pushed)
    }

    /// Appends a member of the envelope, before the items.
    pub(crate) fn push_leading_member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> bool {
        let pushed = self.chunk.push_leading_member(name, value);
        self.record(pushed)
    }

    /// Appends a member of the envelope, after the items.
    pub(crate) fn push_trailing_member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> bool {
        let pushed = self.chunk.push_trailing_member(name, value);
        self.record(pushed)
    }

    #[inline]
    fn record(&mut self, pushed: Result<(), Box<Failure>>) -> bool {
        match pushed {
            Ok(()) => true,
            Err(failure) => {
                self.fail(*failure);
                false
            }
        }
    }
}

impl fmt::Debug for SinkState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SinkState").finish_non_exhaustive()
    }
}
