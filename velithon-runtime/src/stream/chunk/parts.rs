//! How the text leaves the chunk, and how text that a thread wrote comes into one.

use super::Chunk;
use crate::json::Buffer;

/// How long the parts of a thread are where chunks have `chunk` bytes. Four parts may be under way, two at the thread and two at
/// the HTTP library, where a handler that is a task has two chunks there and none of its own.
pub(crate) fn part_limit(chunk: usize) -> usize {
    chunk - chunk / 3
}

impl Chunk {
    /// Puts in a part that was written elsewhere. The response has had `items` items up to its end.
    pub(crate) fn put(&mut self, part: Vec<u8>, items: u64) {
        self.items = items;
        if self.bytes.is_empty() {
            self.bytes = part.into();
        } else {
            self.bytes.extend(&part);
        }
    }

    /// Takes the text as a part for another chunk, with the number of items so far. Only the first may be as long as a chunk.
    pub(crate) fn take_part(&mut self) -> (Vec<u8>, u64) {
        let text = self.take_text();
        if self.taken == 1 {
            self.limit_to_parts();
        }
        (text, self.items)
    }

    /// From here on, the text comes in parts of a thread.
    pub(crate) fn limit_to_parts(&mut self) {
        self.limit = part_limit(self.limit);
    }

    /// Takes the text for the HTTP library.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        self.taken_bytes += self.bytes.len() as u64;
        self.take_text()
    }

    /// A text that fills less than half of the buffer is copied out of it. An HTTP library limits its queue by the length of
    /// the chunks, but what they hold is their capacity.
    fn take_text(&mut self) -> Vec<u8> {
        self.taken += 1;
        let usual = self.limit + self.slack();
        if self.bytes.len() >= self.limit / 2 {
            let mut text = self.bytes.take();
            // The first chunk has grown by doubling; others by a large item, or by what a serializer reserves.
            text.shrink_to(usual);
            return text;
        }
        let small = self.bytes.written().to_vec();
        self.bytes.truncate(0);
        if self.bytes.capacity() > usual {
            self.bytes = Buffer::default();
        }
        small
    }

    /// Takes the last text and frees the buffer.
    pub(crate) fn take_last(&mut self) -> Vec<u8> {
        if self.bytes.is_empty() {
            self.bytes = Buffer::default();
            return Vec::new();
        }
        let last = self.take();
        self.bytes = Buffer::default();
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(feature = "sonic-rs")]
    use crate::json::Serializer;
    use crate::stream::{chunk::SLACK, format::Format, options::StreamOptions};

    const CHUNK: usize = 1024;

    #[test]
    fn memory_that_a_chunk_usually_has_is_used_again_by_small_ones() {
        let mut chunk = Chunk::new(StreamOptions::new().chunk(CHUNK), Format::Array);
        let half = "x".repeat(CHUNK / 2 - "[\"\"".len());
        chunk.push(&half).expect("there is no bound");
        let text = chunk.take();
        assert!(
            text.len() == CHUNK / 2 && text.capacity() > text.len(),
            "it is not copied"
        );
        assert_eq!(chunk.bytes.capacity(), 0);

        let usual = CHUNK + SLACK;
        chunk.push("small").expect("there is no bound");
        assert_eq!(chunk.bytes.capacity(), usual);
        let text = chunk.take();
        assert_eq!(text.capacity(), text.len(), "it is copied");
        assert_eq!(chunk.bytes.capacity(), usual);

        chunk.bytes.reserve(2 * usual);
        chunk.push("small").expect("there is no bound");
        chunk.take();
        assert_eq!(chunk.bytes.capacity(), 0, "a large item has come before");
    }

    #[cfg(feature = "sonic-rs")]
    #[test]
    fn for_another_serializer_there_is_twice_the_room() {
        let options = StreamOptions::new().chunk(CHUNK).serializer(Serializer::Sonic);
        let mut chunk = Chunk::new(options, Format::Array);
        chunk.push("first").expect("there is no bound");
        chunk.take();
        chunk.bytes = Buffer::default();
        chunk.push("small").expect("there is no bound");
        assert_eq!(chunk.bytes.capacity(), CHUNK + 2 * SLACK);
    }
}
