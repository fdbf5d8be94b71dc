use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::json;
use crate::{json::Buffer, page::failure::Failure};

/// The members that a handler adds to the envelope, as JSON, or why one of them cannot be sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Added(Vec<(String, Result<Box<RawValue>, String>)>);

impl Added {
    /// Adds a member, unless its value is no JSON or its name was added before: then that is what becomes of the page.
    pub(crate) fn push(&mut self, name: String, value: &(impl Serialize + ?Sized)) {
        let value = if self.0.iter().any(|(other, _)| *other == name) {
            Err("it was added before".to_owned())
        } else {
            to_raw_value(value).map_err(|error| error.to_string())
        };
        self.0.push((name, value));
    }

    /// Writes them, with the comma before each. A name that the page itself `takes` is an error.
    pub(crate) fn write(&self, body: &mut Buffer, takes: impl Fn(&str) -> bool) -> Result<(), Failure> {
        for (name, value) in &self.0 {
            if takes(name) {
                return Err(not_sent(name, "the page has a member of this name"));
            }
            let value = value.as_ref().map_err(|reason| not_sent(name, reason))?;
            body.push(b',');
            json::string(body, name);
            body.push(b':');
            body.extend(value.get().as_bytes());
        }
        Ok(())
    }

    pub(crate) fn into_members(self) -> Result<Vec<(String, Box<RawValue>)>, Failure> {
        let members = self.0.into_iter();
        let members = members.map(|(name, value)| match value {
            Ok(value) => Ok((name, value)),
            Err(reason) => Err(not_sent(&name, &reason)),
        });
        members.collect()
    }
}

fn not_sent(name: &str, reason: &str) -> Failure {
    Failure::Member(format!("`{name}`: {reason}"))
}
