use std::io;

use serde::Serialize;

use super::{BlockingSink, handover::Part};
use crate::{json, stream::failure::Failure};

impl BlockingSink {
    /// Writes one value as the whole text.
    pub(crate) fn write_document<T: Serialize>(&self, value: &T) {
        if let Ok(mut state) = self.state() {
            state.document = true;
        }
        match json::write(DocumentWriter(self), value, self.response().serializer()) {
            Err(error) if !self.is_over() => self.fail_without_last(Failure::Serialize(error)),
            _ => {}
        }
    }
}

/// Hands over what is full, but for its last byte: were it the document's last, a failure after it would go unseen.
struct DocumentWriter<'a>(&'a BlockingSink);

impl io::Write for DocumentWriter<'_> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        let over = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        let mut state = self.0.state().map_err(over)?;
        // A long string is cut where the chunk ends, so that it does not grow the chunk.
        let limit = state.chunk.limit().max(2);
        let room = limit.saturating_sub(state.chunk.len());
        let now = &text[..text.len().min(room)];
        state.chunk.append(now);
        if state.chunk.len() >= limit {
            let (text, items) = state.chunk.take_part_but_last();
            let full = Part {
                text,
                items,
                commit: false,
            };
            self.0.give(full).map_err(over)?;
        }
        Ok(now.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
