use std::{fmt, task::Waker};

use serde::Serialize;

use super::waiting::{Place, Waiting};
use crate::stream::{
    chunk::{Chunk, sse_event::SseEvent},
    failure::Failure,
    format::Format,
    options::StreamOptions,
};

/// How many items may be added to a chunk that has been full, whatever their size. More must not double it.
const SIDE_BY_SIDE: u32 = 64;

const BEYOND: &str = "the chunk grew to twice its size, because more than 64 emits waited side by side or were dropped \
                      while they waited; await some before the next";

/// What the two sides of a [`Sink`](super::sink::Sink) share.
pub struct State {
    pub(crate) chunk: Chunk,
    /// What the handler returns is one document: its text has no brackets to close.
    pub(crate) document: bool,
    /// The text comes from a thread, which also writes its end.
    pub(crate) parts: bool,
    /// Set by `commit()`: the response is to start even without an item.
    pub(crate) commit: bool,
    pub(crate) failure: Option<Failure>,
    /// How many items were written into this chunk after it was full.
    pub(crate) beyond: u32,
    pub(crate) waiting: Waiting,
}

impl State {
    pub(crate) fn new(options: StreamOptions, format: Format) -> Self {
        Self {
            chunk: Chunk::new(options, format),
            document: options.document,
            parts: false,
            commit: false,
            failure: None,
            beyond: 0,
            waiting: Waiting::default(),
        }
    }

    /// Notes the first failure; those that follow from it say nothing new.
    pub(crate) fn fail(&mut self, failure: Failure) {
        self.failure.get_or_insert(failure);
    }

    /// Waits for the next flush. `place` is the waiter's own, which it keeps for all its calls.
    pub(crate) fn wait(&mut self, place: &mut Place, waker: &Waker) {
        self.waiting.join(place, waker);
    }

    /// Whether an item may be added to a chunk that is full already. Emits that wait side by side each add one; but it
    /// must end somewhere.
    pub(crate) fn may_go_beyond(&mut self) -> bool {
        self.beyond += 1;
        let may = self.beyond <= SIDE_BY_SIDE || self.chunk.len() < 2 * self.chunk.limit();
        if !may {
            self.fail(Failure::Misuse(BEYOND));
        }
        may
    }

    /// Appends an item, or notes why it could not be.
    #[inline]
    pub(crate) fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> bool {
        let pushed = self.chunk.push(item);
        self.note(pushed)
    }

    /// [`push`](Self::push) with the fields of an event.
    pub(crate) fn push_event<T: Serialize + ?Sized>(&mut self, event: &SseEvent<'_>, item: &T) -> bool {
        let pushed = self.chunk.push_event(event, item);
        self.note(pushed)
    }

    /// Appends a member before the items.
    pub(crate) fn push_head<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> bool {
        let pushed = self.chunk.push_head(name, value);
        self.note(pushed)
    }

    /// Appends a member after the items.
    pub(crate) fn push_tail<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> bool {
        let pushed = self.chunk.push_tail(name, value);
        self.note(pushed)
    }

    #[inline]
    fn note(&mut self, pushed: Result<(), Box<Failure>>) -> bool {
        match pushed {
            Ok(()) => true,
            Err(failure) => {
                self.fail(*failure);
                false
            }
        }
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State").finish_non_exhaustive()
    }
}
