use std::mem;

use serde::{Serialize, ser::Error as _};

use super::{Chunk, item_start::ItemStart, sse_event::SseEvent, value::append_value};
use crate::{
    json::Rules,
    stream::{failure::Failure, format::Format},
};

impl Chunk {
    /// Appends a line or an event.
    pub(crate) fn append_record<T: Serialize + ?Sized>(
        &mut self,
        event: &SseEvent<'_>,
        value: &T,
        rules: Rules,
    ) -> Result<(), Box<Failure>> {
        let is_event = self.format == Format::Sse;
        self.ensure_buffer();
        let record_start = ItemStart::new(&mut self.bytes);
        let out = &mut *record_start.bytes;
        if is_event {
            event.append(out).map_err(serde_json::Error::custom)?;
            out.extend(b"data: ");
        }
        // A line break would end the record.
        let on_one_line = Rules {
            on_one_line: true,
            ..rules
        };
        append_value(out, value, on_one_line)?;
        out.extend(if is_event { b"\n\n" } else { b"\n" });
        mem::forget(record_start);
        Ok(())
    }
}
