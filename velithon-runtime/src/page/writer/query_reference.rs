//! URI references to the neighbours of a page.
//!
//! They consist of a query alone (RFC 3986, section 5.2.2): the client resolves them against the URL that it used, so
//! they are right under any prefix and behind any proxy, and never name another host.

use crate::{
    head::RequestHead,
    page::{options::PageOptions, reference::Reference, request::query},
    percent::push_percent_encoded,
};

/// The reference to any page of `size` rows of this request: the request's own query with the page's parameters replaced where
/// they stand, and the position added where it is absent.
pub(super) fn query_reference(head: &RequestHead, options: &PageOptions, size: u32) -> Reference {
    let query = head.query().unwrap_or_default();
    let mut text = String::with_capacity(query.len() + FURTHER);
    let mut slot = None;
    if let Some(base) = options.links_base {
        push_encoded(&mut text, base.trim_end_matches('/'));
        push_encoded(&mut text, head.path());
    }
    text.push('?');
    for (index, pair) in query::pairs(query).enumerate() {
        if index > 0 {
            text.push('&');
        }
        let (name, _) = query::split(pair);
        if query::names(name, options.position_name) {
            push_encoded(&mut text, name);
            text.push('=');
            slot = Some(text.len());
        } else if query::names(name, options.size_name) {
            push_encoded(&mut text, name);
            text.push('=');
            text.push_str(itoa::Buffer::new().format(size));
        } else {
            push_encoded(&mut text, pair);
        }
    }
    let slot = slot.unwrap_or_else(|| {
        if !query.is_empty() {
            text.push('&');
        }
        push_name(&mut text, options.position_name);
        text.push('=');
        text.len()
    });
    Reference::new(text, slot)
}

/// Room for a parameter that the query does not have, and for a size, in bytes.
const FURTHER: usize = 32;

/// Text of a URL, kept byte for byte but for what a header or a `<…>` cannot hold.
fn push_encoded(out: &mut String, text: &str) {
    push_percent_encoded(out, text, |byte| {
        byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>')
    });
}

/// A parameter name of ours as a form-encoded name.
fn push_name(out: &mut String, name: &str) {
    push_percent_encoded(out, name, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
    });
}

#[cfg(test)]
mod tests {
    use http::{Method, Uri};

    use super::*;
    use crate::page::{options::style::PageStyle, reference::PagePosition, request::paging::Paging};

    const PAGES: PageOptions = PageOptions::new(PageStyle::Page).size(50, 100);

    fn reference(options: &PageOptions, uri: &str, offset: u64) -> String {
        let head = RequestHead::new(Method::GET, Uri::try_from(uri).unwrap());
        let size = Paging::open(&head, options, None).unwrap().request().size();
        let mut out = String::new();
        let position = PagePosition::Number(options.style.position_of(offset, size));
        query_reference(&head, options, size).write(&mut out, &position);
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
