use std::{io, mem};

use serde::Serialize;

use super::{BlockingSink, Disconnected, handover::Part};
use crate::{json, stream::failure::Failure};

impl BlockingSink {
    /// Writes one value as the whole text.
    pub(crate) fn write_document<T: Serialize>(&self, value: &T) {
        let limit = match self.state() {
            Ok(mut state) => {
                state.document = true;
                state.chunk.limit()
            }
            Err(Disconnected) => return,
        };
        let mut writer = DocumentWriter::new(self, limit);
        match json::write(&mut writer, value, self.response().serializer()) {
            Ok(()) => writer.finish(),
            Err(error) if !self.is_over() => self.fail_without_last(Failure::Serialize(error)),
            Err(_) => {}
        }
    }
}

/// Hands over what is full, but for its last byte: were it the document's last, a failure after it would go unseen.
///
/// The text is kept here rather than in the response's state, which would be looked up for each of its small pieces.
struct DocumentWriter<'a> {
    sink: &'a BlockingSink,
    text: Vec<u8>,
    limit: usize,
}

impl<'a> DocumentWriter<'a> {
    fn new(sink: &'a BlockingSink, limit: usize) -> Self {
        Self {
            sink,
            text: Vec::new(),
            limit: limit.max(2),
        }
    }

    /// How much is written before a part is full. It never is when a piece has been written.
    fn room(&self) -> usize {
        self.limit - self.text.len()
    }

    /// Of a piece that fills the part: cut where that is full, so that a long string does not grow it.
    #[cold]
    fn fill(&mut self, mut text: &[u8]) -> Result<(), Disconnected> {
        while text.len() >= self.room() {
            let (now, rest) = text.split_at(self.room());
            self.text.extend_from_slice(now);
            text = rest;
            self.hand_over()?;
        }
        self.text.extend_from_slice(text);
        Ok(())
    }

    fn hand_over(&mut self) -> Result<(), Disconnected> {
        let last = self.text.pop();
        let mut text = mem::replace(&mut self.text, Vec::with_capacity(self.limit));
        self.text.extend(last);
        // The first has grown by doubling.
        text.shrink_to(self.limit);
        self.sink.give(Part {
            text,
            ..Part::default()
        })
    }

    /// Leaves the rest for the end of the work.
    fn finish(self) {
        if let Ok(mut state) = self.sink.state() {
            state.chunk.put(self.text, 0);
        }
    }
}

impl io::Write for DocumentWriter<'_> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.write_all(text).map(|()| text.len())
    }

    #[inline]
    fn write_all(&mut self, text: &[u8]) -> io::Result<()> {
        if text.len() < self.room() {
            self.text.extend_from_slice(text);
            return Ok(());
        }
        self.fill(text).map_err(|Disconnected| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
