//! Where an export stands: what its marks and its last record say.

use super::{
    Chunk,
    position::Position,
    records::{ExportEndRecord, MarkRecord},
    sse_event::SseEvent,
};
use crate::{json::Rules, stream::format::Format};

impl Chunk {
    /// Notes the cursor behind the items so far. Lines get a mark; an event has it as its id already.
    pub(crate) fn mark(&mut self, after: String) {
        if self.format == Format::Ndjson {
            // Numbers and text cannot fail.
            let _ = self.append_record(&SseEvent::new(), &MarkRecord::new(self.items, &after), Rules::default());
        }
        self.note(Some(after), None);
    }

    /// Notes the cursor behind the last item, and whether there are no more rows behind it.
    pub(crate) fn end_export(&mut self, after: Option<String>, complete: bool) {
        self.note(after, Some(complete));
    }

    fn note(&mut self, after: Option<String>, complete: Option<bool>) {
        self.position = Some(Box::new(Position {
            after,
            items: self.items,
            complete,
        }));
    }

    /// Writes the end record of an export; `false` where this is none.
    pub(super) fn close_export(&mut self) -> bool {
        let Some(position) = self.position.take() else {
            return false;
        };
        let after = position.after.as_deref();
        let record = ExportEndRecord::new(self.items, position.complete == Some(true), after);
        let event = SseEvent::new().name("end");
        let event = match &after {
            Some(after) => event.id(after),
            None => event,
        };
        let _ = self.append_record(&event, &record, Rules::default());
        true
    }

    /// The cursor behind the last item, unless items have been written since there was one.
    pub(super) fn position(&self) -> Option<&str> {
        let position = self.position.as_ref()?;
        let after = position.after.as_deref();
        after.filter(|_| position.items == self.items)
    }
}
