//! The template of a link onward, for answers that have a cursor and no link with it.

use http::{HeaderName, HeaderValue};

use crate::{
    head::RequestHead,
    page::{options::PageOptions, request::query},
    percent::push_percent_encoded,
};

/// The header `Link-Template` (RFC 9652).
pub(crate) const LINK_TEMPLATE: HeaderName = HeaderName::from_static("link-template");

/// The longest query that is repeated, in bytes: half of what the headers of a page have together.
const LONGEST: usize = 1_750;

/// Its value: where a cursor goes into the query (RFC 6570), as in `"?active=1{&cursor}"; rel="next"`. The other pairs are kept in
/// order, and only the query is named, as in links.
///
/// A query that has no room in the headers is not repeated: in `"{+request}{&cursor}"` the URL of the request stands for it.
pub(crate) fn onward(head: &RequestHead, options: &PageOptions) -> HeaderValue {
    let mut value = String::from('"');
    if let Some(base) = options.links_base {
        push_literal(&mut value, base.trim_end_matches('/'));
        push_literal(&mut value, head.path());
    }
    let mut others = query::pairs(head.query().unwrap_or_default())
        .filter(|pair| !query::names(query::split(pair).0, options.position_name))
        .peekable();
    let has_others = others.peek().is_some();
    for (index, pair) in others.enumerate() {
        value.push(if index == 0 { '?' } else { '&' });
        push_literal(&mut value, pair);
    }
    if value.len() > LONGEST {
        value = String::from("\"{+request}");
    }
    value.push_str(if has_others { "{&" } else { "{?" });
    push_variable(&mut value, options.position_name);
    value.push_str("}\"; rel=\"next\"");
    // Printable ASCII, and so a header.
    HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static(""))
}

/// Text of a URL, kept byte for byte but for what a template or a string in a header cannot hold. A `%` that encodes nothing is
/// not one of a template, either.
fn push_literal(out: &mut String, text: &str) {
    let is_hex = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    for (at, part) in text.split('%').enumerate() {
        if at > 0 {
            let encodes = is_hex(part.as_bytes().first()) && is_hex(part.as_bytes().get(1));
            out.push_str(if encodes { "%" } else { "%25" });
        }
        push_percent_encoded(out, part, |byte| {
            byte.is_ascii_graphic() && !br#""'<>\^`{|}"#.contains(&byte)
        });
    }
}

/// The name of a parameter as that of a variable, which goes into the query as it stands here.
fn push_variable(out: &mut String, name: &str) {
    push_percent_encoded(out, name, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
}

#[cfg(test)]
mod tests {
    use http::{Method, Uri};

    use super::*;
    use crate::page::options::style::PageStyle;

    const PAGES: PageOptions = PageOptions::new(PageStyle::Cursor);

    fn template(options: &PageOptions, uri: &str) -> String {
        let head = RequestHead::new(Method::GET, Uri::try_from(uri).unwrap());
        onward(&head, options).to_str().unwrap().to_owned()
    }

    #[test]
    fn the_cursor_is_the_variable_and_the_other_pairs_stay() {
        for (uri, expected) in [
            ("/x", "{?cursor}"),
            ("/x?", "{?cursor}"),
            ("/x?cursor=1.A", "{?cursor}"),
            ("/x?%63ursor=1.A&size=2", "?size=2{&cursor}"),
            ("/x?q=a%20b&cursor=1.A&r=+&flag", "?q=a%20b&r=+&flag{&cursor}"),
            ("/x?a&&b", "?a&&b{&cursor}"),
            ("/x?q=100%&r=%2", "?q=100%25&r=%252{&cursor}"),
            ("/x?q='{|}^`\\[]ä", "?q=%27%7B%7C%7D%5E%60%5C[]%C3%A4{&cursor}"),
        ] {
            assert_eq!(template(&PAGES, uri), format!("\"{expected}\"; rel=\"next\""), "{uri}");
        }
    }

    #[test]
    fn a_renamed_parameter_is_a_variable_of_that_name() {
        let options = PAGES.names("page[after]", "size");
        assert_eq!(
            template(&options, "/x?page[after]=1.A&page%5Bafter%5D=1.A&size=3"),
            "\"?size=3{&page%5Bafter%5D}\"; rel=\"next\""
        );
    }

    #[test]
    fn a_base_makes_templates_absolute() {
        let options = PAGES.links_base("https://api.example/v1/");
        assert_eq!(
            template(&options, "/x"),
            "\"https://api.example/v1/x{?cursor}\"; rel=\"next\""
        );
    }

    #[test]
    fn a_long_query_is_not_repeated() {
        let of = |length: usize| template(&PAGES, &format!("/x?q={}", "x".repeat(length)));
        let longest = LONGEST - "\"?q=".len();
        assert!(of(longest).starts_with("\"?q=xxx"));
        for length in [longest + 1, 4_000] {
            assert_eq!(of(length), "\"{+request}{&cursor}\"; rel=\"next\"");
        }
    }
}
