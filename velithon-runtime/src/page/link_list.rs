//! The links of a page, as RFC 8288 and as JSON write them.

use std::fmt::Display;

use http::HeaderValue;

use super::{json, reference::Reference};

/// The neighbours of a page by their relations, and at which position each is, if there is one.
pub(super) type Positions<P, const N: usize> = [(&'static str, Option<P>); N];

/// The value of the `Link` header.
pub(super) fn header<P: Display, const N: usize>(
    reference: &Reference,
    positions: &Positions<P, N>,
) -> Option<HeaderValue> {
    let mut value = String::with_capacity(256);
    for (relation, position) in positions {
        let Some(position) = position else { continue };
        if !value.is_empty() {
            value.push_str(", ");
        }
        value.push('<');
        reference.write(&mut value, position);
        value.push_str(">; rel=\"");
        value.push_str(relation);
        value.push('"');
    }
    // A reference is printable ASCII, so this is a header; should it ever not be, the page goes without.
    HeaderValue::try_from(value).ok()
}

/// Writes the member `links`, with the comma before it.
pub(super) fn write<P: Display, const N: usize>(
    body: &mut Vec<u8>,
    reference: &Reference,
    positions: &Positions<P, N>,
) {
    let mut text = String::new();
    body.extend_from_slice(b",\"links\":");
    for (index, (relation, position)) in positions.iter().enumerate() {
        body.push(if index == 0 { b'{' } else { b',' });
        json::string(body, relation);
        body.push(b':');
        match position {
            Some(position) => {
                text.clear();
                reference.write(&mut text, position);
                json::string(body, &text);
            }
            None => body.extend_from_slice(b"null"),
        }
    }
    body.push(b'}');
}
