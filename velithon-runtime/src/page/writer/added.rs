use serde::{Serialize, ser::Error as _};
use serde_json::value::{RawValue, to_raw_value};

use super::json;
use crate::json::Buffer;

/// The members that a handler adds to the envelope, as JSON, or why one of them is none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Added(Vec<(String, Result<Box<RawValue>, String>)>);

impl Added {
    /// Adds a member, unless its value is no JSON: then that is what becomes of the page.
    pub(crate) fn push(&mut self, name: String, value: &(impl Serialize + ?Sized)) {
        self.0
            .push((name, to_raw_value(value).map_err(|error| error.to_string())));
    }

    /// Writes them, with the comma before each.
    pub(crate) fn write(&self, body: &mut Buffer) -> Result<(), serde_json::Error> {
        for (name, value) in &self.0 {
            let value = value.as_ref().map_err(serde_json::Error::custom)?;
            body.push(b',');
            json::string(body, name);
            body.push(b':');
            body.extend(value.get().as_bytes());
        }
        Ok(())
    }

    pub(crate) fn into_members(self) -> Result<Vec<(String, Box<RawValue>)>, serde_json::Error> {
        let members = self.0.into_iter();
        let members = members.map(|(name, value)| Ok((name, value.map_err(serde_json::Error::custom)?)));
        members.collect()
    }
}
