//! What a page states by well-known names beside its rows.

use serde_json::value::RawValue;

use super::{
    member,
    names::{LEADS, OBJECTS, known},
};
use crate::frame::Members;

/// Members of well-known names, of the body or of an object in it. Of numbers and words, those that are no object or list.
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
        let mut deeper = Vec::new();
        for (_, object) in members {
            for (name, value) in known_members(object) {
                stated.add(name, value);
                if OBJECTS.contains(&name) {
                    deeper.push(value);
                }
            }
        }
        for (name, value) in deeper.into_iter().flat_map(known_members) {
            stated.add(name, value);
        }
        stated
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a RawValue> {
        let found = self.0.iter().find(|(other, _)| *other == name);
        found.map(|(_, value)| *value)
    }

    /// The first one of a name counts.
    fn add(&mut self, name: &'static str, value: &'a RawValue) {
        let is_simple = !value.get().starts_with(['{', '[']);
        if (is_simple || LEADS.contains(&name)) && self.get(name).is_none() {
            self.0.push((name, value));
        }
    }
}

/// The members of an object whose names are known, of each name the last one; none of what is no object.
fn known_members(object: &RawValue) -> Vec<(&'static str, &RawValue)> {
    let mut found = Vec::new();
    if object.get().starts_with('{') {
        member::each(object, known, |name, value| {
            found.retain(|(other, _)| *other != name);
            found.push((name, value));
        });
    }
    found
}
