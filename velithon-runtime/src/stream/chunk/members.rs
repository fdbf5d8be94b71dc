use std::mem;

use serde::Serialize;

use super::{Chunk, envelope::Envelope, item_start::ItemStart, value::append_value};
use crate::stream::{failure::Failure, format::Format};

const NO_ENVELOPE: &str = "there is nothing around the items that a `head` or `tail` could be written to; \
                           write `#[stream_json(items = \"…\")]`";

impl Chunk {
    /// Appends a member before the list of an envelope. Lines and events are the items alone, and leave it out.
    pub(crate) fn push_leading_member<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
    ) -> Result<(), Box<Failure>> {
        self.envelope()?.check_head(name).map_err(Failure::Misuse)?;
        self.push_member(name, value)
    }

    /// Closes the list of an envelope, then appends a member. Lines and events are the items alone, and leave it out.
    pub(crate) fn push_trailing_member<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
    ) -> Result<(), Box<Failure>> {
        self.envelope()?.check(name).map_err(Failure::Misuse)?;
        self.end_list();
        self.push_member(name, value)
    }

    fn push_member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Box<Failure>> {
        let rules = self.rules();
        let is_array = self.format == Format::Array;
        self.ensure_buffer();
        let start = ItemStart::new(&mut self.bytes);
        let Some(envelope) = &mut self.envelope else {
            return Ok(());
        };
        if is_array {
            envelope.append_name(start.bytes, name);
            append_value(start.bytes, value, rules)?;
        }
        mem::forget(start);
        envelope.record_member(name);
        Ok(())
    }

    fn envelope(&self) -> Result<&Envelope, Box<Failure>> {
        self.envelope
            .as_ref()
            .ok_or_else(|| Box::new(Failure::Misuse(NO_ENVELOPE)))
    }

    /// Closes the list, unless it is closed already.
    pub(crate) fn end_list(&mut self) {
        let is_array = self.format == Format::Array;
        if let Some(envelope) = &mut self.envelope {
            if is_array && envelope.open_items(&mut self.bytes).is_err() {
                return;
            }
            envelope.end_items();
        }
        if !is_array {
            return;
        }
        if self.before == b'[' {
            self.bytes.push(b'[');
        }
        self.bytes.push(b']');
        self.choose_path();
    }
}
