//! What a page states by well-known names beside its rows.

use serde_json::value::RawValue;

use super::{
    member,
    names::{LEADS, OBJECTS, is_about_next, is_about_page, known},
};
use crate::frame::Members;

/// Members of well-known names, of the body or of an object in it. Of numbers and words, those that are no object or list.
#[derive(Debug)]
pub(crate) struct Stated<'a>(Vec<Member<'a>>);

/// A member of a well-known name.
#[derive(Debug)]
struct Member<'a> {
    name: &'static str,
    value: &'a RawValue,
    /// Whether it is the page's own, and not that of something beside its rows.
    is_of_page: bool,
}

impl<'a> Stated<'a> {
    /// Looks through all that stands beside the rows, once: what is said of the page counts before what is said of something else.
    pub(crate) fn of(members: &'a Members) -> Self {
        let mut stated = Self(Vec::new());
        for (name, value) in members {
            if let Some(name) = known(name.as_bytes()) {
                stated.add(name, value, true);
            }
        }
        let (mut deeper, mut others) = (Vec::new(), Vec::new());
        for (object, value) in members {
            let stated_there = known_members(value);
            let names: Vec<_> = stated_there.iter().map(|(name, _)| *name).collect();
            let is_about_page = is_about_page(object, &names);
            for (name, value) in stated_there {
                if OBJECTS.contains(&name) {
                    deeper.push((value, is_about_page));
                }
                if is_about_page {
                    stated.add(name, value, true);
                } else if is_about_next(name, value.get()) {
                    others.push((name, value));
                }
            }
        }
        for (object, is_of_page) in deeper {
            for (name, value) in known_members(object) {
                stated.add(name, value, is_of_page);
            }
        }
        for (name, value) in others {
            stated.add(name, value, false);
        }
        stated
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.member(name).map(|member| member.value)
    }

    /// Whether what is stated by this name is the page's own.
    pub(super) fn is_of_page(&self, name: &str) -> bool {
        self.member(name).is_some_and(|member| member.is_of_page)
    }

    fn member(&self, name: &str) -> Option<&Member<'a>> {
        self.0.iter().find(|member| member.name == name)
    }

    /// The first one of a name counts.
    fn add(&mut self, name: &'static str, value: &'a RawValue, is_of_page: bool) {
        let is_simple = !value.get().starts_with(['{', '[']);
        if (is_simple || LEADS.contains(&name)) && self.member(name).is_none() {
            self.0.push(Member {
                name,
                value,
                is_of_page,
            });
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
