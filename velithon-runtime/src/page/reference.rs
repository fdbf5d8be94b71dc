//! URI references to the neighbours of a page.
//!
//! They consist of a query alone (RFC 3986, section 5.2.2): the client resolves them against the URL that it used, so
//! they are right under any prefix and behind any proxy, and never name another host.

use std::fmt::Write;

use super::{Paging, query};

/// Writes the reference to the page that starts at `offset`: the request's own query with the page's parameters
/// replaced where they stand, and the position added where it is absent.
pub(super) fn write(out: &mut String, paging: &Paging<'_>, offset: u64) {
    let options = paging.options;
    let size = paging.request.size();
    let position = options.style.position_of(offset, size);
    if let Some(base) = options.links_base {
        push_encoded(out, base.trim_end_matches('/'));
        push_encoded(out, paging.head.path());
    }
    out.push('?');
    let mut placed = false;
    for (index, pair) in query::pairs(paging.head.query().unwrap_or_default()).enumerate() {
        if index > 0 {
            out.push('&');
        }
        let (name, _) = query::split(pair);
        if query::names(name, options.position_name) {
            placed = true;
            push_pair(out, name, position);
        } else if query::names(name, options.size_name) {
            push_pair(out, name, size.into());
        } else {
            push_encoded(out, pair);
        }
    }
    if !placed {
        if !out.ends_with('?') {
            out.push('&');
        }
        push_name(out, options.position_name);
        push_number(out, position);
    }
}

fn push_pair(out: &mut String, name: &str, number: u64) {
    push_encoded(out, name);
    push_number(out, number);
}

fn push_number(out: &mut String, number: u64) {
    // Writing to a `String` cannot fail.
    let _ = write!(out, "={number}");
}

/// Text of a URL, kept byte for byte but for what a header or a `<…>` cannot hold.
fn push_encoded(out: &mut String, text: &str) {
    push(out, text, |byte| {
        byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>')
    });
}

/// A parameter name of ours as a form-encoded name.
fn push_name(out: &mut String, name: &str) {
    push(out, name, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
    });
}

fn push(out: &mut String, text: &str, plain: impl Fn(u8) -> bool) {
    if text.bytes().all(&plain) {
        return out.push_str(text);
    }
    for byte in text.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use http::{Method, Uri};

    use super::*;
    use crate::{PageOptions, PageStyle, RequestHead};

    const PAGES: PageOptions = PageOptions::new(PageStyle::Page).size(50, 100);

    fn reference(options: &PageOptions, uri: &str, offset: u64) -> String {
        let head = RequestHead::new(Method::GET, Uri::try_from(uri).unwrap());
        let paging = Paging::open(&head, options, None).unwrap();
        let mut out = String::new();
        write(&mut out, &paging, offset);
        out
    }

    #[test]
    fn every_other_pair_is_kept_in_order_byte_for_byte() {
        for (uri, expected) in [
            ("/x", "?page=3"),
            ("/x?", "?page=3"),
            ("/x?filter=even&page=2", "?filter=even&page=3"),
            ("/x?page=2&filter=even", "?page=3&filter=even"),
            ("/x?page=&size=", "?page=3&size=50"),
            ("/x?size=1000", "?size=100&page=2"),
            (
                "/x?filter=&y=1&y=2&flag&q=a%20b&r=%2B&s=a+b",
                "?filter=&y=1&y=2&flag&q=a%20b&r=%2B&s=a+b&page=3",
            ),
            ("/x?a&&b&", "?a&&b&&page=3"),
            ("/x?q='{|}^`\\[]", "?q='{|}^`\\[]&page=3"),
            ("/x?%70age=2", "?%70age=3"),
            ("/x?q=ä€", "?q=%C3%A4%E2%82%AC&page=3"),
        ] {
            assert_eq!(reference(&PAGES, uri, 100), expected, "{uri}");
        }
    }

    #[test]
    fn renamed_parameters_are_encoded() {
        let options = PAGES.names("page[number]", "page[size]");
        assert_eq!(reference(&options, "/x", 50), "?page%5Bnumber%5D=2");
        assert_eq!(
            reference(&options, "/x?page[number]=3&page[size]=10", 0),
            "?page[number]=1&page[size]=10"
        );
    }

    #[test]
    fn a_base_makes_references_absolute() {
        let options = PAGES.links_base("https://api.example/v1/");
        assert_eq!(reference(&options, "/x?a=1", 50), "https://api.example/v1/x?a=1&page=2");
        assert_eq!(
            reference(&options, "//evil/x", 50),
            "https://api.example/v1//evil/x?page=2"
        );
    }
}
