use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::error::FrameError;
use crate::pointer::pointer;

/// What an object says beside its list of rows, in its order. An object that the list is in is among it, without the list.
pub(crate) type Members = Vec<(String, Box<RawValue>)>;

/// What a member takes in memory beside its text, in bytes. Without it, a bound in bytes would let millions of tiny ones pass.
pub(super) const MEMBER: usize = size_of::<(String, Box<RawValue>)>();

/// Members as they come.
#[derive(Default)]
pub(super) struct Beside {
    members: Members,
    /// The objects that the text is in, from the outside.
    open: Vec<Open>,
    size: usize,
}

/// An object that the list of rows is in.
struct Open {
    name: String,
    /// As much of it as has come, without the list.
    text: String,
}

impl Beside {
    pub(super) fn take(&mut self) -> Members {
        std::mem::take(&mut self.members)
    }

    /// In how many objects of the body the text is.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Goes into an object.
    pub(super) fn enter(&mut self, name: String) {
        let text = "{".to_owned();
        self.open.push(Open { name, text });
    }

    /// Goes out of the object that the text is in; `false` where that is the body.
    pub(super) fn leave(&mut self) -> Result<bool, FrameError> {
        let Some(Open { name, mut text }) = self.open.pop() else {
            return Ok(false);
        };
        text.push('}');
        self.push(name, &text)?;
        Ok(true)
    }

    /// Keeps a member, if all together take no more than `limit` bytes.
    pub(super) fn keep(&mut self, name: String, text: &[u8], limit: usize) -> Result<(), FrameError> {
        self.size = self.size.saturating_add(MEMBER + text.len() + name.len());
        if self.size > limit {
            return Err(FrameError::TooLarge(limit));
        }
        let text = str::from_utf8(text).map_err(|_| NO_JSON)?;
        self.push(name, text)
    }

    fn push(&mut self, name: String, text: &str) -> Result<(), FrameError> {
        let Some(object) = self.open.last_mut() else {
            let value = serde_json::from_str(text).map_err(|_| NO_JSON)?;
            self.members.push((name, value));
            return Ok(());
        };
        let name = serde_json::to_string(&name).map_err(|_| NO_JSON)?;
        let comma = if object.text.len() > 1 { "," } else { "" };
        object.text.extend([comma, &name, ":", text]);
        Ok(())
    }

    /// Whether the body is of a kind that leaves out a list without rows: HAL does, and FHIR.
    pub(super) fn leaves_out_empty(&self, list: &[String]) -> bool {
        let has = |name: &str| self.members.iter().any(|(member, _)| member == name);
        let names: Vec<_> = list.iter().map(String::as_str).collect();
        match names[..] {
            ["_embedded", _] => has("_links") && !has("_embedded"),
            ["entry"] => has("resourceType"),
            _ => false,
        }
    }

    /// The pointer to a list in one of the members, which may hold the rows.
    pub(super) fn list_in_object(&self) -> Option<String> {
        self.members.iter().find_map(|(object, value)| {
            let members: BTreeMap<String, &RawValue> = serde_json::from_str(value.get()).ok()?;
            let mut lists = members.iter().filter(|(_, value)| value.get().starts_with('['));
            lists.next().map(|(name, _)| pointer(object, name))
        })
    }
}

const NO_JSON: FrameError = FrameError::Malformed("a member that is not JSON");
