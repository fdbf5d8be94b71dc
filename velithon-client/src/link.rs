//! `Link` headers, as RFC 8288 writes them.

use http::{HeaderMap, header::LINK};

/// The reference of the first link with this relation, and whether there are any links at all.
pub(crate) fn find(headers: &HeaderMap, relation: &str) -> (Option<String>, bool) {
    let values = headers.get_all(LINK).iter();
    let values = values.map(|value| String::from_utf8_lossy(value.as_bytes()));
    let mut has_links = false;
    for value in values {
        let mut rest = &*value;
        while let Some(link) = next(&mut rest) {
            has_links = true;
            let is_it = |names: &str| {
                names
                    .split_ascii_whitespace()
                    .any(|name| name.eq_ignore_ascii_case(relation))
            };
            // Of several `rel`, the first counts (section 3.3).
            if link.relations.as_deref().is_some_and(is_it) {
                return (Some(link.target.to_owned()), true);
            }
        }
    }
    (None, has_links)
}

struct Link<'a> {
    target: &'a str,
    relations: Option<String>,
}

/// Takes a link off the front of a header's value (appendix B.2). What is no link ends the value.
fn next<'a>(rest: &mut &'a str) -> Option<Link<'a>> {
    let start = rest.trim_start_matches([' ', '\t', ',']);
    let (target, mut after) = start.strip_prefix('<')?.split_once('>')?;
    let mut relations = None;
    loop {
        after = after.trim_start();
        let Some(parameter) = after.strip_prefix(';') else {
            break;
        };
        let end = parameter.find(['=', ';', ',']).unwrap_or(parameter.len());
        let name = parameter[..end].trim();
        after = &parameter[end..];
        let mut value = String::new();
        if let Some(text) = after.strip_prefix('=') {
            (value, after) = parameter_value(text.trim_start());
        }
        if name.eq_ignore_ascii_case("rel") && relations.is_none() {
            relations = Some(value);
        }
    }
    // What is left up to the next comma belongs to nothing.
    *rest = after.find(',').map_or("", |comma| &after[comma..]);
    Some(Link { target, relations })
}

/// A token or a quoted string, and what follows it.
fn parameter_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        return (text[..end].trim().to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut letters = quoted.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(letters.next().map(|(_, letter)| letter)),
            letter => value.push(letter),
        }
    }
    (value, "")
}
