use std::mem;

use serde::Serialize;

use super::{Chunk, append, envelope::Envelope, item_start::ItemStart};
use crate::stream::failure::Failure;

const NO_ENVELOPE: &str = "there is nothing around the items that a `head` or `tail` could be written to; \
                           write `#[stream_json(items = \"…\")]`";

impl Chunk {
    /// Appends a member before the list of an envelope. Lines and events leave it out: they are the items.
    pub(crate) fn push_head<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Box<Failure>> {
        self.envelope()?.check_head(name).map_err(misuse)?;
        self.push_member(name, value)
    }

    /// Ends the list of an envelope, and appends a member. Lines and events leave it out.
    pub(crate) fn push_tail<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Box<Failure>> {
        self.envelope()?.check(name).map_err(misuse)?;
        self.end_list();
        self.push_member(name, value)
    }

    fn push_member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Box<Failure>> {
        let rules = self.rules();
        let is_array = !self.format.has_records();
        self.ensure_buffer();
        let start = ItemStart::new(&mut self.text);
        let Some(envelope) = &mut self.envelope else {
            return Ok(());
        };
        if is_array {
            envelope.append_name(start.text, name);
            append(start.text, value, rules)?;
        }
        mem::forget(start);
        envelope.has(name);
        Ok(())
    }

    fn envelope(&self) -> Result<&Envelope, Box<Failure>> {
        self.envelope.as_ref().ok_or_else(|| Box::new(misuse(NO_ENVELOPE)))
    }

    /// Ends the list, if it has not ended.
    pub(crate) fn end_list(&mut self) {
        let is_array = !self.format.has_records();
        if let Some(envelope) = &mut self.envelope {
            if is_array && envelope.open_items(&mut self.text).is_err() {
                return;
            }
            envelope.end_items();
        }
        if !is_array {
            return;
        }
        if self.before == b'[' {
            self.text.push(b'[');
        }
        self.text.push(b']');
        self.settle();
    }
}

#[cold]
pub(crate) fn misuse(message: &'static str) -> Failure {
    Failure::Misuse(message)
}
