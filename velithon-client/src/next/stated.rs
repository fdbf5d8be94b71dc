//! What a page states by well-known names beside its rows.

use serde_json::value::RawValue;

use super::member;
use crate::frame::Members;

/// Members by which a page says whether there is another one, as Stripe, Relay, Spring and Jira do, and what they say there of one.
pub(super) const MORE: [(&str, bool); 8] = [
    ("has_more", true),
    ("hasMore", true),
    ("has_next", true),
    ("hasNext", true),
    ("has_next_page", true),
    ("hasNextPage", true),
    ("last", false),
    ("isLast", false),
];

const OTHERS: [&str; 7] = ["next_cursor", "limit", "size", "offset", "page", "total", "total_kind"];

/// Members of these names that are no object or list, of the body or of an object in it.
#[derive(Debug)]
pub(crate) struct Stated<'a>(Vec<(&'static str, &'a RawValue)>);

impl<'a> Stated<'a> {
    /// Looks through all that stands beside the rows, once.
    pub(crate) fn of(members: &'a Members) -> Self {
        let mut stated = Self(Vec::new());
        for (name, value) in members {
            if let Some(name) = known(name.as_bytes()) {
                stated.add(name, value);
            }
        }
        for (_, object) in members.iter().filter(|(_, value)| value.get().starts_with('{')) {
            let mut within = Vec::new();
            member::each(object, known, |name, value| {
                within.retain(|(other, _)| *other != name);
                within.push((name, value));
            });
            for (name, value) in within {
                stated.add(name, value);
            }
        }
        stated
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a RawValue> {
        let found = self.0.iter().find(|(other, _)| *other == name);
        found.map(|(_, value)| *value)
    }

    /// The first one of a name counts.
    fn add(&mut self, name: &'static str, value: &'a RawValue) {
        if !value.get().starts_with(['{', '[']) && self.get(name).is_none() {
            self.0.push((name, value));
        }
    }
}

fn known(name: &[u8]) -> Option<&'static str> {
    let mut names = MORE.iter().map(|(name, _)| *name).chain(OTHERS);
    names.find(|known| known.as_bytes() == name)
}
