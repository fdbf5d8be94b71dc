//! The links of a page, as RFC 8288 and as JSON write them.

use http::HeaderValue;

use super::json;
use crate::{
    json::Buffer,
    page::{
        options::member_names::{MemberNames, PageMember},
        reference::{PagePosition, Reference},
    },
};

/// The neighbours of a page by their relations, and at which position each is, if there is one.
pub(crate) type Positions<const N: usize> = [(&'static str, Option<PagePosition>); N];

/// What a link has beside its reference, in bytes: its relation, the signs around both, and a position.
const LINK: usize = 148;

/// The value of the `Link` header, where the page has neighbours.
pub(super) fn all<const N: usize>(reference: &Reference, positions: &Positions<N>) -> Option<HeaderValue> {
    to_header(list(reference, positions))
}

fn list<const N: usize>(reference: &Reference, positions: &Positions<N>) -> String {
    let mut value = String::with_capacity(N * (reference.len() + LINK));
    for (relation, position) in positions {
        push(&mut value, reference, relation, position.as_ref());
    }
    value
}

/// The value with a single link: to the next page, or on a last one to another. So a page that has no link at all is not
/// taken for the last one by a client that has seen links before.
pub(super) fn onward<const N: usize>(reference: &Reference, positions: &Positions<N>) -> Option<HeaderValue> {
    let mut value = String::new();
    let of = |wanted| positions.iter().find(|(relation, _)| *relation == wanted)?.1.as_ref();
    let (relation, position) = ["next", "prev", "first"]
        .into_iter()
        .find_map(|relation| Some((relation, of(relation)?)))?;
    push(&mut value, reference, relation, Some(position));
    to_header(value)
}

fn to_header(value: String) -> Option<HeaderValue> {
    // A reference is printable ASCII, so this is a header; should it ever not be, the page goes without.
    HeaderValue::try_from(value).ok().filter(|value| !value.is_empty())
}

fn push(value: &mut String, reference: &Reference, relation: &str, position: Option<&PagePosition>) {
    let Some(position) = position else { return };
    if !value.is_empty() {
        value.push_str(", ");
    }
    value.push('<');
    reference.write(value, position);
    value.push_str(">; rel=\"");
    value.push_str(relation);
    value.push('"');
}

/// Writes the links, with the comma before them: as an object of its own, or as members beside the others where that has no
/// name.
pub(crate) fn write<const N: usize>(
    body: &mut Buffer,
    reference: &Reference,
    positions: &Positions<N>,
    names: &MemberNames,
) {
    let mut text = String::new();
    let object = names.of(PageMember::Links);
    if let Some(name) = object {
        body.push(b',');
        json::string(body, name);
        body.extend(b":{");
    }
    let links = positions.iter().filter_map(|(relation, position)| {
        let name = names.of(PageMember::of_relation(relation)?)?;
        Some((name, position))
    });
    for (index, (name, position)) in links.enumerate() {
        if index > 0 || object.is_none() {
            body.push(b',');
        }
        json::string(body, name);
        body.push(b':');
        match position {
            Some(position) => {
                text.clear();
                reference.write(&mut text, position);
                json::string(body, &text);
            }
            None => body.extend(b"null"),
        }
    }
    if object.is_some() {
        body.push(b'}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_set_aside_at_once_for_all_links() {
        let query = format!("?q={}&cursor=", "x".repeat(700));
        let reference = Reference::new(query.clone(), query.len());
        let cursor = || Some(PagePosition::Cursor("c".repeat(100)));
        let positions = [("first", cursor()), ("prev", cursor()), ("next", cursor())];
        let list = list(&reference, &positions);
        assert_eq!(list.matches(&query).count(), positions.len());
        assert_eq!(list.capacity(), positions.len() * (query.len() + LINK));
    }
}
