use std::ops::Range;

use bytes::Bytes;

use super::error::FrameError;

/// The current chunk, and what of the current text came in chunks before it.
pub(super) struct Input {
    chunk: Bytes,
    at: usize,
    carry: Vec<u8>,
    /// Whether the text in `carry` has been handed out.
    is_spent: bool,
    limit: usize,
}

/// Where a text is.
pub(super) enum Span {
    /// All of it in the current chunk.
    Chunk(Range<usize>),
    /// Put together from several chunks.
    Held,
}

impl Input {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            chunk: Bytes::new(),
            at: 0,
            carry: Vec::new(),
            is_spent: false,
            limit,
        }
    }

    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    pub(super) fn push(&mut self, chunk: Bytes) {
        self.chunk = chunk;
        self.at = 0;
    }

    /// Makes room for the next text, where the last one that was handed out had been put together.
    pub(super) fn forget_item(&mut self) {
        if self.is_spent {
            self.carry.clear();
            self.is_spent = false;
        }
    }

    /// What of the chunk has not been looked at.
    pub(super) fn rest(&self) -> &[u8] {
        self.chunk.get(self.at..).unwrap_or_default()
    }

    pub(super) fn skip(&mut self, count: usize) {
        self.at = self.at.saturating_add(count);
    }

    /// The text that ends after the next `count` bytes.
    pub(super) fn take(&mut self, count: usize) -> Result<Span, FrameError> {
        if self.carry.len().saturating_add(count) > self.limit {
            return Err(FrameError::TooLarge(self.limit));
        }
        let start = self.at;
        self.skip(count);
        if self.carry.is_empty() {
            return Ok(Span::Chunk(start..self.at));
        }
        self.carry
            .extend_from_slice(self.chunk.get(start..self.at).unwrap_or_default());
        self.is_spent = true;
        Ok(Span::Held)
    }

    /// Keeps the rest of the chunk: the current text goes on in the next one.
    pub(super) fn keep_rest(&mut self) -> Result<(), FrameError> {
        let rest = self.chunk.get(self.at..).unwrap_or_default();
        if self.carry.len().saturating_add(rest.len()) > self.limit {
            return Err(FrameError::TooLarge(self.limit));
        }
        self.carry.extend_from_slice(rest);
        self.at = self.chunk.len();
        Ok(())
    }

    /// What has been kept of the current text.
    pub(super) fn carried(&self) -> &[u8] {
        &self.carry
    }

    /// The same text without what it begins with, if it does.
    pub(super) fn without_prefix(&mut self, span: Span, prefix: &[u8]) -> Span {
        if !self.text(&span).starts_with(prefix) {
            return span;
        }
        match span {
            Span::Chunk(range) => Span::Chunk(range.start + prefix.len()..range.end),
            Span::Held => {
                self.carry.drain(..prefix.len());
                Span::Held
            }
        }
    }

    pub(super) fn text(&self, span: &Span) -> &[u8] {
        match span {
            Span::Chunk(range) => self.chunk.get(range.clone()).unwrap_or_default(),
            Span::Held => &self.carry,
        }
    }
}
