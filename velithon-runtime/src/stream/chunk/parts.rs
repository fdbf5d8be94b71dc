//! How a chunk is taken from its writer, and put into the chunk of another.

use std::mem;

use super::Chunk;

impl Chunk {
    /// Puts in a part that was written elsewhere, where there have been so many items.
    pub(crate) fn put(&mut self, part: Vec<u8>, items: u64) {
        self.items = items;
        if self.bytes.is_empty() {
            self.bytes = part;
        } else {
            self.bytes.extend_from_slice(&part);
        }
    }

    /// Appends some of a document's text.
    pub(crate) fn append(&mut self, text: &[u8]) {
        if self.bytes.capacity() == 0 {
            self.reserve();
        }
        self.bytes.extend_from_slice(text);
    }

    /// Takes what is written as a part for the chunk of another, with the number of items so far.
    pub(crate) fn take_part(&mut self) -> (Vec<u8>, u64) {
        (self.take_text(), self.items)
    }

    /// [`take_part`](Self::take_part) of all but the last byte.
    pub(crate) fn take_part_but_last(&mut self) -> (Vec<u8>, u64) {
        let last = self.bytes.pop();
        let part = self.take_part();
        self.append(last.as_slice());
        part
    }

    /// Takes what is written.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        self.taken_bytes += self.bytes.len() as u64;
        self.take_text()
    }

    /// A small part of a large buffer is copied out of it: an HTTP library queues chunks by their length, and what it would
    /// keep alive is their capacity.
    fn take_text(&mut self) -> Vec<u8> {
        self.taken += 1;
        let usual = self.limit + self.slack();
        if self.bytes.len() >= self.limit / 2 {
            // The first chunk has grown by doubling, another by an item that is larger than the rest, or by what a
            // serializer sets aside.
            self.bytes.shrink_to(usual);
            return mem::take(&mut self.bytes);
        }
        let small = self.bytes.clone();
        self.bytes.clear();
        if self.bytes.capacity() > usual {
            self.bytes = Vec::new();
        }
        small
    }

    /// Takes the last of it, together with the buffer; nothing where it is empty.
    pub(crate) fn take_last(&mut self) -> Vec<u8> {
        if self.bytes.is_empty() {
            self.bytes = Vec::new();
            return Vec::new();
        }
        let last = self.take();
        self.bytes = Vec::new();
        last
    }
}
