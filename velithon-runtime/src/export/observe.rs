use std::time::Instant;

use tracing::{Span, field::Empty};

/// The span of one export, beside that of its response. When the export ends, however it does, the span gets the number of
/// batches and rows that were written and the age of the last cursor: what a client that lost the connection then has to
/// read again is what was written in that time.
#[derive(Debug)]
pub(crate) struct Observer {
    span: Span,
    batches: u64,
    rows: u64,
    last_cursor: Option<Instant>,
}

impl Observer {
    pub(crate) fn new() -> Self {
        Self {
            span: tracing::info_span!(target: "velithon", "export", batches = Empty, rows = Empty, cursor_age = Empty),
            batches: 0,
            rows: 0,
            last_cursor: None,
        }
    }

    /// The span, to read rows in.
    pub(crate) fn span(&self) -> &Span {
        &self.span
    }

    /// So many rows were written, and a cursor behind them.
    pub(crate) fn batch(&mut self, rows: u64) {
        self.batches += 1;
        self.rows += rows;
        self.last_cursor = Some(Instant::now());
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        self.span.record("batches", self.batches);
        self.span.record("rows", self.rows);
        if let Some(at) = self.last_cursor {
            self.span.record("cursor_age", at.elapsed().as_secs_f64());
        }
    }
}
