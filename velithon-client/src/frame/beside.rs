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

    /// Goes into an object, which counts as [`keep`](Self::keep) counts a member.
    pub(super) fn enter(&mut self, name: String, limit: usize) -> Result<(), FrameError> {
        let text = "{".to_owned();
        self.count(name.len() + "{}".len(), limit)?;
        self.open.push(Open { name, text });
        Ok(())
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
        self.count(name.len() + text.len(), limit)?;
        let text = str::from_utf8(text).map_err(|_| NO_JSON)?;
        self.push(name, text)
    }

    /// Counts a member of so many bytes.
    fn count(&mut self, bytes: usize, limit: usize) -> Result<(), FrameError> {
        self.size = self.size.saturating_add(MEMBER + bytes);
        if self.size > limit {
            return Err(FrameError::TooLarge(limit));
        }
        Ok(())
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

    /// Whether the body is of a kind that leaves out a list without rows, as HAL, FHIR, SCIM and Google do, and has no other one.
    pub(super) fn leaves_out_empty(&self, list: &[String]) -> bool {
        let member = |name: &str| self.members.iter().find(|(member, _)| member == name);
        let value = |name: &str| member(name).map(|(_, value)| value.get());
        let has = |name: &str| value(name).is_some();
        let has_lists = || self.members.iter().any(|(_, value)| value.get().starts_with('['));
        let names: Vec<_> = list.iter().map(String::as_str).collect();
        match names[..] {
            ["_embedded", _] => has("_links") && value("_embedded").is_none_or(|others| others == "{}"),
            ["entry"] => value("resourceType") == Some("\"Bundle\""),
            ["Resources"] => has("schemas") && value("totalResults") == Some("0"),
            [_] if has_lists() => false,
            [_] => {
                let is_of_google = has("nextPageToken") || value("kind").is_some_and(|kind| kind.contains('#'));
                is_of_google || value("resultSizeEstimate") == Some("0")
            }
            _ => false,
        }
    }

    /// The name of a list that is not asked for, or the pointer to one in a member, which may hold the rows.
    pub(super) fn other_list(&self) -> Option<String> {
        self.members.iter().find_map(|(name, value)| {
            if value.get().starts_with('[') {
                return Some(name.clone());
            }
            let members: BTreeMap<String, &RawValue> = serde_json::from_str(value.get()).ok()?;
            let mut lists = members.iter().filter(|(_, value)| value.get().starts_with('['));
            lists.next().map(|(list, _)| pointer(&pointer("", name), list))
        })
    }
}

const NO_JSON: FrameError = FrameError::Malformed("a member that is not JSON");
