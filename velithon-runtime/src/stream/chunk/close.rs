use super::{
    Chunk,
    records::{EndRecord, ErrorRecord},
    sse_event::SseEvent,
};
use crate::{
    json::Rules,
    stream::{failure::Failure, format::Format},
};

impl Chunk {
    /// Writes what closes a complete text: the brackets of an array, the end record of lines or events, the end of a table's
    /// last line.
    pub(crate) fn close(&mut self) {
        #[cfg(feature = "csv")]
        if self.format == Format::Csv {
            return self.close_table();
        }
        if self.format == Format::Array {
            self.end_list();
            if let Some(envelope) = &self.envelope {
                envelope.close(&mut self.bytes, self.items);
            }
        } else if self.close_export() {
            // It says where to go on, too.
        } else if self.end_record || self.format == Format::Sse {
            // An event has to have data, so the end of events always has its record. It cannot fail: it is a number.
            let end = EndRecord::new(self.items);
            let _ = self.append_record(&SseEvent::new().name("end"), &end, Rules::default());
        }
    }

    /// Writes the record of a failure. An array has no place for one: it stays without its closing bracket.
    pub(crate) fn close_failed(&mut self, failure: &Failure) {
        #[cfg(feature = "csv")]
        if self.format == Format::Csv {
            return self.fail_table(failure);
        }
        if self.format.has_records() {
            let after = self.position().map(str::to_owned);
            let record = ErrorRecord::new(failure, self.error_detail, after);
            let _ = self.append_record(&SseEvent::new().name("$error"), &record, Rules::default());
        }
    }
}
