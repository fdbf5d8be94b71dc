use std::mem;

use serde::Serialize;

use super::{Chunk, item_start::ItemStart, sse_event::SseEvent, value::append_value};
use crate::stream::{failure::Failure, format::Format};

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

    /// Appends an item that stands for itself: a line, an event, a row of a table.
    fn append_row<T: Serialize + ?Sized>(&mut self, event: &SseEvent<'_>, item: &T) -> Result<(), Box<Failure>> {
        #[cfg(feature = "csv")]
        if self.format == Format::Csv {
            return self.append_csv(item);
        }
        self.append_record(event, item, self.rules())
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
