pub(crate) mod close;
pub(crate) mod envelope;
pub(crate) mod item_start;
pub(crate) mod items;
pub(crate) mod marks;
pub(crate) mod members;
pub(crate) mod parts;
pub(crate) mod position;
pub(crate) mod record;
pub(crate) mod records;
#[cfg(feature = "csv")]
pub(crate) mod rows;
pub(crate) mod sse_event;
pub(crate) mod value;

use super::{format::Format, options::StreamOptions};
#[cfg(feature = "csv")]
use crate::csv::Table;
use crate::json::{Buffer, Rules, Serializer};
use envelope::Envelope;
use position::Position;

/// The first allocation of a response: enough for a short list, which then needs no other.
const FIRST_CAPACITY: usize = 4096;

/// Room for the item that crosses the limit, so that it does not double the buffer.
const SLACK: usize = 4096;

/// The part of the response's text that is being written. Its items, members and records are written by the files beside.
pub(crate) struct Chunk {
    bytes: Buffer,
    limit: usize,
    format: Format,
    end_record: bool,
    error_detail: bool,
    serializer: Serializer,
    max_item: Option<usize>,
    envelope: Option<Envelope>,
    /// How its lines are written, where the format is CSV.
    #[cfg(feature = "csv")]
    table: Option<Box<Table>>,
    /// Where an export stands.
    position: Option<Box<Position>>,
    /// The next item is `before` and its JSON, without any of the checks that options ask for.
    is_direct: bool,
    /// The byte before the next item: `[` before the first, `,` before every other.
    before: u8,
    taken: u64,
    taken_bytes: u64,
    items: u64,
}

/// How much of a response has been written so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sent {
    /// Items written, those of the current chunk included; a document has none.
    pub(crate) items: u64,
    /// Bytes handed to the HTTP library.
    pub(crate) bytes: u64,
    /// Chunks handed to the HTTP library.
    pub(crate) chunks: u64,
}

impl Chunk {
    pub(crate) fn new(options: StreamOptions, format: Format) -> Self {
        let mut chunk = Self {
            bytes: Buffer::default(),
            limit: options.chunk,
            format,
            end_record: options.end_record,
            error_detail: options.error_detail,
            serializer: options.serializer,
            max_item: options.max_item,
            envelope: options.items.map(|list| Envelope::new(list, options.end_record)),
            #[cfg(feature = "csv")]
            table: (format == Format::Csv).then(|| Box::new(Table::new(options.csv))),
            position: None,
            is_direct: false,
            before: b'[',
            taken: 0,
            taken_bytes: 0,
            items: 0,
        };
        chunk.choose_path();
        chunk
    }

    /// How values are written.
    pub(crate) fn rules(&self) -> Rules {
        Rules {
            by: self.serializer,
            most: self.max_item,
            on_one_line: false,
        }
    }

    /// Decides whether the next item takes the direct path.
    fn choose_path(&mut self) {
        self.is_direct = self.format == Format::Array
            && self.serializer == Serializer::Own
            && self.max_item.is_none()
            && self.envelope.as_ref().is_none_or(Envelope::is_among_items);
    }

    /// Writes a heartbeat between two items; `false` where the format has none.
    pub(crate) fn keep_alive(&mut self) -> bool {
        let heartbeat: &[u8] = match self.format {
            Format::Array => b" ",
            Format::Ndjson => return false,
            #[cfg(feature = "csv")]
            Format::Csv => return false,
            Format::Sse => b":\n\n",
        };
        self.ensure_buffer();
        self.bytes.extend(heartbeat);
        true
    }

    /// Allocates the buffer if there is none.
    #[inline]
    fn ensure_buffer(&mut self) {
        if self.bytes.capacity() == 0 {
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
        self.bytes.reserve(capacity);
    }

    fn slack(&self) -> usize {
        // Another serializer than ours reserves more than it writes.
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

    /// How many bytes have been written, those of the current chunk included.
    pub(crate) fn written(&self) -> u64 {
        self.taken_bytes + self.bytes.len() as u64
    }

    pub(crate) fn sent(&self) -> Sent {
        Sent {
            items: self.items,
            bytes: self.taken_bytes,
            chunks: self.taken,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both paths write the same text; only their speed differs.
    #[test]
    fn items_of_an_array_without_options_take_the_direct_path() {
        let plain = StreamOptions::new();
        assert!(Chunk::new(plain, Format::Array).is_direct);
        assert!(!Chunk::new(plain, Format::Ndjson).is_direct);
        assert!(!Chunk::new(plain.max_item(1024), Format::Array).is_direct);
        #[cfg(feature = "sonic-rs")]
        assert!(!Chunk::new(plain.serializer(Serializer::Sonic), Format::Array).is_direct);

        let mut enveloped = Chunk::new(plain.items("rows"), Format::Array);
        let mut path = vec![enveloped.is_direct];
        for item in 0..2 {
            enveloped.push(&item).unwrap();
            path.push(enveloped.is_direct);
        }
        enveloped.push_trailing_member("tail", &1).unwrap();
        path.push(enveloped.is_direct);
        assert_eq!(path, [false, true, true, false]);
    }
}
