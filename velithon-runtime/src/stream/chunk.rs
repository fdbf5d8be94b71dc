use std::mem;

use serde::{Serialize, ser::Error as _};

use super::{
    failure::Failure,
    format::Format,
    options::StreamOptions,
    records::{EndRecord, ErrorRecord},
    sse_event::SseEvent,
};
use crate::json;

/// The first allocation of a response: enough for a short list, which is then all that it costs.
const FIRST_CAPACITY: usize = 4 * 1024;

/// Room for the item that crosses the limit, so that it does not double the buffer.
const SLACK: usize = 4 * 1024;

/// The part of the response's text that is being written.
pub(crate) struct Chunk {
    bytes: Vec<u8>,
    limit: usize,
    format: Format,
    end_record: bool,
    error_detail: bool,
    /// What stands before the next item: `[` before the first, `,` before every other.
    before: u8,
    taken: u64,
    taken_bytes: u64,
    items: u64,
}

/// What of a response there has been so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sent {
    /// Items written, those of the chunk in hand included; a document has none.
    pub(crate) items: u64,
    /// Bytes handed to the HTTP library.
    pub(crate) bytes: u64,
    pub(crate) chunks: u64,
}

impl Chunk {
    pub(crate) fn new(options: StreamOptions, format: Format) -> Self {
        Self {
            bytes: Vec::new(),
            limit: options.chunk,
            format,
            end_record: options.end_record,
            error_detail: options.error_detail,
            before: b'[',
            taken: 0,
            taken_bytes: 0,
            items: 0,
        }
    }

    /// Appends the next item. One whose `Serialize` fails or panics half-way is cut off again.
    #[inline]
    pub(crate) fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), serde_json::Error> {
        if self.format.has_records() {
            return self.push_record(item);
        }
        if self.bytes.capacity() == 0 {
            self.reserve();
        }
        let item_start = ItemStart {
            at: self.bytes.len(),
            bytes: &mut self.bytes,
        };
        item_start.bytes.push(self.before);
        json::append(item_start.bytes, item)?;
        mem::forget(item_start);
        self.before = b',';
        self.items += 1;
        Ok(())
    }

    /// Apart, so that the path of arrays is as short as if there were no other.
    #[cold]
    #[inline(never)]
    fn push_record<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), serde_json::Error> {
        self.push_event(&SseEvent::new(), item)
    }

    /// Appends the next item, with the fields of an event where there are events.
    pub(crate) fn push_event<T: Serialize + ?Sized>(
        &mut self,
        event: &SseEvent<'_>,
        item: &T,
    ) -> Result<(), serde_json::Error> {
        if !self.format.has_records() {
            return self.push(item);
        }
        self.append_record(event, item)?;
        self.items += 1;
        Ok(())
    }

    fn append_record<T: Serialize + ?Sized>(
        &mut self,
        event: &SseEvent<'_>,
        value: &T,
    ) -> Result<(), serde_json::Error> {
        if self.bytes.capacity() == 0 {
            self.reserve();
        }
        let record_start = ItemStart {
            at: self.bytes.len(),
            bytes: &mut self.bytes,
        };
        let out = &mut *record_start.bytes;
        let is_event = self.format == Format::Sse;
        if is_event {
            event.append(out).map_err(serde_json::Error::custom)?;
            out.extend_from_slice(b"data: ");
        }
        let text_start = out.len();
        json::append(out, value)?;
        on_one_line(&mut out[text_start..]);
        out.extend_from_slice(if is_event { b"\n\n" } else { b"\n" });
        mem::forget(record_start);
        Ok(())
    }

    /// Writes what tells a client that the stream is alive, between two items; `false` where nothing does.
    pub(crate) fn beat(&mut self) -> bool {
        let sign: &[u8] = match self.format {
            Format::Array => b" ",
            Format::Ndjson => return false,
            Format::Sse => b":\n\n",
        };
        if self.bytes.capacity() == 0 {
            self.reserve();
        }
        self.bytes.extend_from_slice(sign);
        true
    }

    #[cold]
    fn reserve(&mut self) {
        let capacity = if self.taken == 0 {
            FIRST_CAPACITY
        } else {
            self.limit + SLACK
        };
        self.bytes.reserve_exact(capacity);
    }

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

    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    #[inline]
    pub(crate) fn is_full(&self) -> bool {
        self.bytes.len() >= self.limit
    }

    /// How many chunks have been taken.
    pub(crate) fn taken(&self) -> u64 {
        self.taken
    }

    pub(crate) fn sent(&self) -> Sent {
        Sent {
            items: self.items,
            bytes: self.taken_bytes,
            chunks: self.taken,
        }
    }

    /// Writes what ends the text.
    pub(crate) fn close(&mut self) {
        if self.format == Format::Array {
            if self.before == b'[' {
                self.bytes.push(b'[');
            }
            self.bytes.push(b']');
        } else if self.end_record || self.format == Format::Sse {
            // An event without data would not be one. The record consists of what can always be written.
            let _ = self.append_record(&SseEvent::new().name("end"), &EndRecord::new(self.items));
        }
    }

    /// Writes what tells a client of a failure; there is nothing in an array that could.
    pub(crate) fn close_failed(&mut self, failure: &Failure) {
        if self.format.has_records() {
            let record = ErrorRecord::new(failure, self.error_detail);
            let _ = self.append_record(&SseEvent::new().name("$error"), &record);
        }
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
        if self.bytes.len() >= self.limit / 2 {
            // The first chunk has grown by doubling, another by an item that is larger than the rest.
            self.bytes.shrink_to(self.limit + SLACK);
            mem::take(&mut self.bytes)
        } else {
            let small = self.bytes.clone();
            self.bytes.clear();
            small
        }
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

/// Replaces raw line breaks, which JSON written elsewhere may have between its tokens, and which would end a record.
fn on_one_line(text: &mut [u8]) {
    for byte in text {
        if matches!(*byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

/// Cuts the buffer back to where an item began, unless it is forgotten.
struct ItemStart<'a> {
    at: usize,
    bytes: &'a mut Vec<u8>,
}

impl Drop for ItemStart<'_> {
    fn drop(&mut self) {
        self.bytes.truncate(self.at);
    }
}
