use std::mem;

use serde::{Serialize, ser::Error as _};

use super::{Chunk, item_start::ItemStart, sse_event::SseEvent, value::append_value};
use crate::{
    json::Serializer,
    stream::{failure::Failure, format::Format},
};

impl Chunk {
    /// Appends a line or an event.
    pub(crate) fn append_record<T: Serialize + ?Sized>(
        &mut self,
        event: &SseEvent<'_>,
        value: &T,
        by: Serializer,
        most: Option<usize>,
    ) -> Result<(), Box<Failure>> {
        let is_event = self.format == Format::Sse;
        self.ensure_buffer();
        let record_start = ItemStart::new(&mut self.bytes);
        let out = &mut *record_start.bytes;
        if is_event {
            event.append(out).map_err(serde_json::Error::custom)?;
            out.extend_from_slice(b"data: ");
        }
        let text_start = out.len();
        append_value(out, value, by, most)?;
        on_one_line(&mut out[text_start..]);
        out.extend_from_slice(if is_event { b"\n\n" } else { b"\n" });
        mem::forget(record_start);
        Ok(())
    }
}

/// Replaces raw line breaks by spaces. JSON that was written elsewhere may have them between its tokens, where they would end
/// the record.
fn on_one_line(text: &mut [u8]) {
    for byte in text {
        if matches!(*byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}
