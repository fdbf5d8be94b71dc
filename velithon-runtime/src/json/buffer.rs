use std::mem;

/// How much of a buffer is initialised at once, in bytes, and at least lies ahead of a value that is written.
const AHEAD: usize = 1024;

/// JSON text that grows at its end.
///
/// A vector of which more is initialised than is text: values are written into that room as into a slice, which has a
/// position and an end and nothing else.
#[derive(Debug)]
pub(crate) struct Buffer {
    /// The text, and behind it room for more.
    bytes: Vec<u8>,
    filled: usize,
    /// How much room lies ahead of a value that is written: [`AHEAD`], or more where values have been longer.
    ahead: usize,
}

impl Default for Buffer {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}

/// A text, to which more is appended.
impl From<Vec<u8>> for Buffer {
    fn from(text: Vec<u8>) -> Self {
        Self {
            filled: text.len(),
            bytes: text,
            ahead: AHEAD,
        }
    }
}

impl Buffer {
    /// An empty text, and memory for so many bytes.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(capacity),
            filled: 0,
            ahead: AHEAD,
        }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.filled
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.filled == 0
    }

    #[inline]
    pub(crate) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// The text that is written, without the room behind it.
    pub(crate) fn written(&self) -> &[u8] {
        self.bytes.get(..self.filled).unwrap_or_default()
    }

    /// Sets memory aside for so much more text, and no more.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.bytes.truncate(self.filled);
        self.bytes.reserve_exact(more);
    }

    pub(crate) fn push(&mut self, byte: u8) {
        self.extend(&[byte]);
    }

    pub(crate) fn extend(&mut self, text: &[u8]) {
        let end = self.filled + text.len();
        if let Some(room) = self.bytes.get_mut(self.filled..end) {
            room.copy_from_slice(text);
        } else {
            self.bytes.truncate(self.filled);
            self.bytes.extend_from_slice(text);
        }
        self.filled = end;
    }

    /// Puts `text` before what stands from `at` on.
    pub(crate) fn insert(&mut self, at: usize, text: &[u8]) {
        self.bytes.truncate(self.filled);
        drop(self.bytes.splice(at..at, text.iter().copied()));
        self.filled = self.bytes.len();
    }

    /// Exchanges the first `left` bytes of the text with the `right` bytes behind them.
    pub(super) fn exchange(&mut self, left: usize, right: usize) {
        if let Some(both) = self.bytes.get_mut(..(left + right).min(self.filled)) {
            both.rotate_left(left.min(both.len()));
        }
    }

    /// Cuts the text to a length that it had before.
    #[inline]
    pub(crate) fn truncate(&mut self, length: usize) {
        self.filled = self.filled.min(length);
    }

    /// Takes the text, and leaves nothing.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        let mut text = mem::take(&mut self.bytes);
        text.truncate(mem::take(&mut self.filled));
        text
    }

    /// The room behind the text: as much as is usually needed, or all that there is memory for. What is text is never more
    /// than what is initialised.
    #[inline]
    pub(super) fn room(&mut self) -> &mut [u8] {
        if self.bytes.len() < self.filled + self.ahead {
            self.initialise();
        }
        &mut self.bytes[self.filled..]
    }

    #[cold]
    fn initialise(&mut self) {
        let end = (self.filled + self.ahead + AHEAD).min(self.bytes.capacity());
        self.bytes.resize(end.max(self.bytes.len()), 0);
    }

    /// Counts the beginning of the room as text.
    #[inline]
    pub(super) fn advance(&mut self, length: usize) {
        self.filled += length;
    }

    /// Takes a text that began in the room and went beyond it.
    #[cold]
    pub(super) fn advance_beyond(&mut self, length: usize, beyond: Vec<u8>) {
        self.filled += length;
        let has_memory = self.filled + beyond.len() <= self.bytes.capacity();
        if beyond.len() > self.filled && !has_memory {
            return self.go_on_in(beyond);
        }
        self.extend(&beyond);
        // What is as long will have room.
        self.ahead = self.ahead.max(2 * (length + beyond.len()));
    }

    /// Puts the text before the longer one that goes on with it, which so is in memory once.
    fn go_on_in(&mut self, beyond: Vec<u8>) {
        let filled = mem::replace(&mut self.filled, beyond.len());
        let text = mem::replace(&mut self.bytes, beyond);
        self.insert(0, text.get(..filled).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_room_for_a_usual_value() {
        let mut buffer = Buffer::with_capacity(1 << 20);
        assert_eq!(buffer.room().len(), 2 * AHEAD);
        buffer.advance(AHEAD);
        assert_eq!(buffer.room().len(), AHEAD, "it is enough");
        buffer.advance(1);
        assert_eq!(buffer.room().len(), 2 * AHEAD);
    }

    #[test]
    fn behind_a_long_text_is_room_for_longer_ones() {
        let mut buffer = Buffer::with_capacity(1 << 20);
        let beyond = vec![b'x'; 10 * buffer.room().len()];
        let length = 100 + beyond.len();
        buffer.advance_beyond(100, beyond);
        assert_eq!(buffer.written().len(), length);
        let room = buffer.room().len();
        assert!((2 * length..3 * length).contains(&room), "{room} behind {length}");
    }

    #[test]
    fn a_text_that_there_is_no_memory_for_is_not_copied() {
        let mut buffer = Buffer::with_capacity(4096);
        buffer.extend(b"[before,");
        buffer.room()[..3].copy_from_slice(b"beg");
        let mut beyond = Vec::with_capacity(1 << 20);
        beyond.extend_from_slice("in".repeat(10_000).as_bytes());
        let place = beyond.as_ptr();
        buffer.advance_beyond(3, beyond);
        assert_eq!(
            buffer.written(),
            format!("[before,beg{}", "in".repeat(10_000)).as_bytes()
        );
        assert_eq!(buffer.written().as_ptr(), place);
        assert_eq!(buffer.room().len(), 2 * AHEAD);
    }
}
