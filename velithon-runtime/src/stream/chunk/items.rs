use std::mem;

use serde::{Serialize, ser::Error as _};

use super::{Chunk, item_start::ItemStart, records::is_record, sse_event::SseEvent, value::append_value};
use crate::stream::{failure::Failure, format::Format};

/// Why an item is refused that looks like an end.
const RECORD: &str = "the first member of an item is named `$mark`, `$end` or `$error`, as those of the records about the lines \
                      themselves are; give it another name or put another member before it";

impl Chunk {
    /// Appends the next item. One whose `Serialize` fails or panics half-way is cut off again.
    #[expect(
        clippy::inline_always,
        reason = "what is done for each item is little, and part of the loop over them"
    )]
    #[inline(always)]
    pub(crate) fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Box<Failure>> {
        if !self.is_direct {
            return self.push_indirect(item);
        }
        self.ensure_buffer();
        self.bytes.append(self.before, item)?;
        self.before = b',';
        self.items += 1;
        Ok(())
    }

    /// A function of its own, so that the path of plain arrays is as short as if there were no other.
    #[cold]
    #[inline(never)]
    fn push_indirect<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Box<Failure>> {
        self.push_event(&SseEvent::new(), item)
    }

    /// Appends the next item, with the fields of an event where the format is that of events.
    pub(crate) fn push_event<T: Serialize + ?Sized>(
        &mut self,
        event: &SseEvent<'_>,
        item: &T,
    ) -> Result<(), Box<Failure>> {
        if self.is_direct {
            return self.push(item);
        }
        if self.format == Format::Array {
            self.append_element(item)?;
        } else {
            if let Some(envelope) = &self.envelope {
                envelope.check_item().map_err(Failure::Misuse)?;
            }
            self.append_row(event, item)?;
        }
        if let Some(envelope) = &mut self.envelope {
            envelope.mark_item();
        }
        self.items += 1;
        self.choose_path();
        Ok(())
    }

    /// Appends an item that stands for itself: a line, an event, a row of a table. A line that a client would take for a record of
    /// ours is cut off again.
    fn append_row<T: Serialize + ?Sized>(&mut self, event: &SseEvent<'_>, item: &T) -> Result<(), Box<Failure>> {
        #[cfg(feature = "csv")]
        if self.format == Format::Csv {
            return self.append_csv(item);
        }
        let start = self.bytes.len();
        self.append_record(event, item, self.rules())?;
        if self.format == Format::Ndjson && self.bytes.written().get(start..).is_some_and(is_record) {
            self.bytes.truncate(start);
            return Err(serde_json::Error::custom(RECORD).into());
        }
        Ok(())
    }

    fn append_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Box<Failure>> {
        self.ensure_buffer();
        let rules = self.rules();
        let item_start = ItemStart::new(&mut self.bytes);
        if let Some(envelope) = &self.envelope {
            envelope.open_items(item_start.bytes).map_err(Failure::Misuse)?;
        }
        item_start.bytes.push(self.before);
        append_value(item_start.bytes, item, rules)?;
        mem::forget(item_start);
        self.before = b',';
        Ok(())
    }
}
