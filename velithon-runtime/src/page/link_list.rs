//! The links of a page, as RFC 8288 and as JSON write them.

use http::HeaderValue;

use super::{Paging, json, reference::Reference, targets::Targets};

/// The value of the `Link` header.
pub(super) fn header(paging: &Paging<'_>, targets: Targets) -> Option<HeaderValue> {
    let reference = Reference::new(paging);
    let mut value = String::with_capacity(256);
    for (relation, target) in targets.named() {
        let Some(offset) = target else { continue };
        if !value.is_empty() {
            value.push_str(", ");
        }
        value.push('<');
        reference.write(&mut value, offset);
        value.push_str(">; rel=\"");
        value.push_str(relation);
        value.push('"');
    }
    // A reference is printable ASCII, so this is a header; should it ever not be, the page goes without.
    HeaderValue::try_from(value).ok()
}

/// Writes the member `links`, with the comma before it.
pub(super) fn write(body: &mut Vec<u8>, paging: &Paging<'_>, targets: Targets) {
    let reference = Reference::new(paging);
    let mut text = String::new();
    body.extend_from_slice(b",\"links\":");
    for (index, (relation, target)) in targets.named().into_iter().enumerate() {
        body.push(if index == 0 { b'{' } else { b',' });
        json::string(body, relation);
        body.push(b':');
        match target {
            Some(offset) => {
                text.clear();
                reference.write(&mut text, offset);
                json::string(body, &text);
            }
            None => body.extend_from_slice(b"null"),
        }
    }
    body.push(b'}');
}
