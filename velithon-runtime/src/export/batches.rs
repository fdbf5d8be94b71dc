use std::time::Instant;

use super::{observe::Observer, options::ExportOptions, pace::Pace};
use crate::{
    keyset::Keyset,
    page::{
        PageItems,
        cursor::{
            batch::{Batch, NoBatch},
            walk::Walk,
        },
    },
    stream::sink::Sink,
};

/// How far an export may go, and how far it has come.
#[derive(Debug)]
pub struct Batches<'a, 'h, T> {
    walk: Walk<'h, T>,
    /// How many rows the client still wants; `None` without a bound.
    rows_left: Option<u64>,
    pace: Pace,
    deadline: Option<Instant>,
    sink: &'a Sink,
    observer: Observer,
}

/// What follows a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    Batch,
    /// The end, with all rows or not.
    End {
        complete: bool,
    },
}

impl<'a, 'h, T: Keyset> Batches<'a, 'h, T> {
    pub(crate) fn new(
        walk: Walk<'h, T>,
        rows: Option<u64>,
        options: &ExportOptions,
        deadline: Option<Instant>,
        sink: &'a Sink,
    ) -> Self {
        let mut batches = Self {
            walk,
            rows_left: rows,
            pace: Pace::new(options.batch),
            deadline,
            sink,
            observer: Observer::new(),
        };
        batches.ask();
        batches
    }

    pub(crate) fn walk(&self) -> &Walk<'h, T> {
        &self.walk
    }

    pub(crate) fn sink(&self) -> &'a Sink {
        self.sink
    }

    pub(crate) fn observer(&self) -> &Observer {
        &self.observer
    }

    /// Has the walk ask for as many rows as the next batch may have, by those that were sent so far. That holds for a batch whose
    /// request nobody has taken yet.
    pub(crate) fn ask(&mut self) {
        let batch = self.pace.rows();
        let rows = self
            .rows_left
            .map_or(batch, |left| u32::try_from(left).map_or(batch, |left| left.min(batch)));
        self.walk.ask(rows);
    }

    /// Takes the items that were read, and decides what follows them, but for the deadline. `row_of` finds the row of an item;
    /// where it finds none, the items have keys of their own.
    pub(crate) fn take<R>(
        &mut self,
        rows: PageItems<R>,
        row_of: fn(&R) -> Option<&T>,
    ) -> Result<(Batch<R>, Next), NoBatch> {
        let batch = self.walk.advance(rows, row_of)?;
        let sent = u64::try_from(batch.rows.len()).unwrap_or(u64::MAX);
        self.rows_left = self.rows_left.map(|left| left.saturating_sub(sent));
        let next = match (batch.more, self.rows_left) {
            (false, _) => Next::End { complete: true },
            (true, Some(0)) => Next::End { complete: false },
            (true, _) => Next::Batch,
        };
        self.ask();
        self.pace.start(&batch.rows, self.sink.written());
        self.observer.batch(sent);
        Ok((batch, next))
    }

    /// Whether the deadline has passed.
    pub(crate) fn is_late(&self) -> bool {
        self.deadline.is_some_and(|deadline| deadline <= Instant::now())
    }

    /// Writes what follows the rows of a batch: a mark, or, where this was the last one, what the end record says.
    pub(crate) fn close(&mut self, after: Option<String>, next: Next) -> Next {
        let next = match next {
            Next::Batch if self.is_late() => Next::End { complete: false },
            next => next,
        };
        self.pace.end(self.sink.written());
        if let Some(mut state) = self.sink.state() {
            match (next, after) {
                (Next::Batch, Some(after)) => state.chunk.mark(after),
                (Next::Batch, None) => {}
                (Next::End { complete }, after) => state.chunk.end_export(after, complete),
            }
        }
        next
    }
}
