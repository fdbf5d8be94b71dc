use std::mem;

use serde::Serialize;

use super::{failure::Failure, format::Format, options::StreamOptions};
use crate::json::{Buffer, Refused, Rules, Serializer};
use envelope::Envelope;
use item_start::ItemStart;
use members::misuse;
use records::{EndRecord, ErrorRecord};
use sse_event::SseEvent;

pub(crate) mod envelope;
pub(crate) mod item_start;
pub(crate) mod members;
pub(crate) mod parts;
pub(crate) mod record;
pub(crate) mod records;
pub(crate) mod sse_event;

/// The first allocation of a response: enough for a short list, which is then all that it costs.
const FIRST_CAPACITY: usize = 4 * 1024;

/// Room for the item that crosses the limit, so that it does not double the buffer.
const SLACK: usize = 4 * 1024;

/// The part of the response's text that is being written.
pub(crate) struct Chunk {
    text: Buffer,
    limit: usize,
    format: Format,
    end_record: bool,
    error_detail: bool,
    serializer: Serializer,
    max_item: Option<usize>,
    envelope: Option<Envelope>,
    /// The next item is `before` and its text, and nothing else is to be thought of.
    is_direct: bool,
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
        let mut chunk = Self {
            text: Buffer::default(),
            limit: options.chunk,
            format,
            end_record: options.end_record,
            error_detail: options.error_detail,
            serializer: options.serializer,
            max_item: options.max_item,
            envelope: options.items.map(|list| Envelope::new(list, options.end_record)),
            is_direct: false,
            before: b'[',
            taken: 0,
            taken_bytes: 0,
            items: 0,
        };
        chunk.settle();
        chunk
    }

    /// How items and members are written.
    fn rules(&self) -> Rules {
        Rules {
            by: self.serializer,
            most: self.max_item,
            on_one_line: false,
        }
    }

    /// Finds the shortest way for the next item.
    fn settle(&mut self) {
        self.is_direct = !self.format.has_records()
            && self.serializer == Serializer::Own
            && self.max_item.is_none()
            && self.envelope.as_ref().is_none_or(Envelope::is_among_items);
    }

    /// Appends the next item. One whose `Serialize` fails or panics half-way is cut off again.
    #[inline]
    pub(crate) fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Box<Failure>> {
        if !self.is_direct {
            return self.push_otherwise(item);
        }
        self.ensure_buffer();
        self.text.append(self.before, item)?;
        self.before = b',';
        self.items += 1;
        Ok(())
    }

    /// Apart, so that the path of plain arrays is as short as if there were no other.
    #[cold]
    #[inline(never)]
    fn push_otherwise<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Box<Failure>> {
        self.push_event(&SseEvent::new(), item)
    }

    /// Appends the next item, with the fields of an event where there are events.
    pub(crate) fn push_event<T: Serialize + ?Sized>(
        &mut self,
        event: &SseEvent<'_>,
        item: &T,
    ) -> Result<(), Box<Failure>> {
        if self.is_direct {
            return self.push(item);
        }
        if self.format.has_records() {
            if let Some(envelope) = &self.envelope {
                envelope.check_item().map_err(misuse)?;
            }
            self.append_record(event, item, self.rules())?;
        } else {
            self.append_element(item)?;
        }
        if let Some(envelope) = &mut self.envelope {
            envelope.has_item();
        }
        self.items += 1;
        self.settle();
        Ok(())
    }

    fn append_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Box<Failure>> {
        self.ensure_buffer();
        let rules = self.rules();
        let item_start = ItemStart::new(&mut self.text);
        if let Some(envelope) = &self.envelope {
            envelope.open_items(item_start.text).map_err(misuse)?;
        }
        item_start.text.push(self.before);
        append(item_start.text, item, rules)?;
        mem::forget(item_start);
        self.before = b',';
        Ok(())
    }

    /// Writes what tells a client that the stream is alive, between two items; `false` where nothing does.
    pub(crate) fn beat(&mut self) -> bool {
        let sign: &[u8] = match self.format {
            Format::Array => b" ",
            Format::Ndjson => return false,
            Format::Sse => b":\n\n",
        };
        self.ensure_buffer();
        self.text.extend(sign);
        true
    }

    #[inline]
    fn ensure_buffer(&mut self) {
        if self.text.capacity() == 0 {
            self.reserve();
        }
    }

    #[cold]
    fn reserve(&mut self) {
        let capacity = if self.taken == 0 {
            FIRST_CAPACITY
        } else {
            self.limit + self.slack()
        };
        self.text.reserve(capacity);
    }

    fn slack(&self) -> usize {
        // Another serializer than ours sets aside more than it writes.
        if self.serializer == Serializer::Own {
            SLACK
        } else {
            2 * SLACK
        }
    }

    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    #[inline]
    pub(crate) fn is_full(&self) -> bool {
        self.text.len() >= self.limit
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
            self.end_list();
            if let Some(envelope) = &self.envelope {
                envelope.close(&mut self.text, self.items);
            }
        } else if self.end_record || self.format == Format::Sse {
            // An event without data would not be one. The record consists of what can always be written.
            let end = EndRecord::new(self.items);
            let _ = self.append_record(&SseEvent::new().name("end"), &end, Rules::default());
        }
    }

    /// Writes what tells a client of a failure; there is nothing in an array that could.
    pub(crate) fn close_failed(&mut self, failure: &Failure) {
        if self.format.has_records() {
            let record = ErrorRecord::new(failure, self.error_detail);
            let _ = self.append_record(&SseEvent::new().name("$error"), &record, Rules::default());
        }
    }
}

/// Appends the text of an item, or tells why it could not.
fn append<T: Serialize + ?Sized>(out: &mut Buffer, value: &T, rules: Rules) -> Result<(), Box<Failure>> {
    out.append_by(value, rules).map_err(|refused| match refused {
        Refused::TooLong => Box::new(Failure::TooLong(rules.most.unwrap_or(usize::MAX))),
        Refused::Failed(error) => error.into(),
    })
}
