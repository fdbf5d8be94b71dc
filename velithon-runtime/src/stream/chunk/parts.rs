//! How a chunk is taken from its writer, and put into the chunk of another.

use super::Chunk;
use crate::json::Buffer;

impl Chunk {
    /// Puts in a part that was written elsewhere, where there have been so many items.
    pub(crate) fn put(&mut self, part: Vec<u8>, items: u64) {
        self.items = items;
        if self.text.is_empty() {
            self.text = part.into();
        } else {
            self.text.extend(&part);
        }
    }

    /// Takes what is written as a part for the chunk of another, with the number of items so far.
    pub(crate) fn take_part(&mut self) -> (Vec<u8>, u64) {
        (self.take_text(), self.items)
    }

    /// Takes what is written.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        self.taken_bytes += self.text.len() as u64;
        self.take_text()
    }

    /// A small part of a large buffer is copied out of it: an HTTP library queues chunks by their length, and what it would
    /// keep alive is their capacity.
    fn take_text(&mut self) -> Vec<u8> {
        self.taken += 1;
        let usual = self.limit + self.slack();
        if self.text.len() >= self.limit / 2 {
            let mut text = self.text.take();
            // The first chunk has grown by doubling, another by an item that is larger than the rest, or by what a
            // serializer sets aside.
            text.shrink_to(usual);
            return text;
        }
        let small = self.text.written().to_vec();
        self.text.truncate(0);
        if self.text.capacity() > usual {
            self.text = Buffer::default();
        }
        small
    }

    /// Takes the last of it, together with the buffer; nothing where it is empty.
    pub(crate) fn take_last(&mut self) -> Vec<u8> {
        if self.text.is_empty() {
            self.text = Buffer::default();
            return Vec::new();
        }
        let last = self.take();
        self.text = Buffer::default();
        last
    }
}
