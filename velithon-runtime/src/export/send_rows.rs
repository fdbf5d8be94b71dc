use std::{
    future::poll_fn,
    task::{Context, Poll, ready},
    vec,
};

use serde::Serialize;

use crate::stream::{
    SseEvent,
    sink::{Sink, wakers::WakerSlot},
};

/// Writes the rows of one batch, and drops each when it is written.
///
/// The rows are owned, so that they need not be `Sync`.
pub(crate) struct SendRows<'a, R> {
    rows: vec::IntoIter<R>,
    /// The cursor behind the last row: an event's id.
    after: Option<&'a str>,
    sink: &'a Sink,
    slot: WakerSlot,
    /// The chunk was full, and somebody has to take it.
    waits: bool,
}

/// How far the rows have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The client took a chunk, and there are more rows.
    Taken,
    /// All rows are written.
    Done,
}

impl<'a, R: Serialize> SendRows<'a, R> {
    pub(crate) fn new(rows: Vec<R>, after: Option<&'a str>, sink: &'a Sink) -> Self {
        Self {
            rows: rows.into_iter(),
            after,
            sink,
            slot: WakerSlot::FREE,
            waits: false,
        }
    }

    /// Writes until a chunk has been taken or all rows are written. Where the stream has failed, it never ends: the handler
    /// is dropped.
    pub(crate) async fn step(&mut self) -> Step {
        poll_fn(|cx| self.poll_step(cx)).await
    }

    fn poll_step(&mut self, cx: &Context<'_>) -> Poll<Step> {
        let mut state = ready!(self.sink.poll_room(&mut self.slot, cx));
        if self.waits {
            self.waits = false;
            return Poll::Ready(Step::Taken);
        }
        loop {
            let Some(row) = self.rows.next() else {
                return Poll::Ready(Step::Done);
            };
            let is_written = match &self.after {
                Some(after) if self.rows.len() == 0 => state.push_event(&SseEvent::new().id(after), &row),
                _ => state.push(&row),
            };
            if !is_written {
                return Poll::Pending;
            }
            if state.chunk.is_full() && self.rows.len() > 0 {
                self.waits = true;
                state.wait(&mut self.slot, cx.waker());
                return Poll::Pending;
            }
        }
    }
}
