//! `Link` headers, as RFC 8288 writes them.

mod template;

use http::{HeaderMap, header::LINK};

pub(crate) use self::template::next_parameter;

/// What the links of a response say of the next page.
#[derive(Debug, PartialEq)]
pub(crate) enum NextLink {
    /// It is at this reference.
    At(String),
    /// There is one, at what is no reference.
    Unclear,
    /// There are others, and this is the last one.
    None,
    /// There is no word of pages.
    Unknown,
}

/// The relations of pages to each other.
const RELATIONS: [&str; 4] = ["first", "prev", "previous", "last"];

pub(crate) fn next_page(headers: &HeaderMap) -> NextLink {
    let mut next = None;
    let mut has_pages = false;
    each(headers, |link| {
        if link.has("next") && link.has_results {
            next.get_or_insert_with(|| link.next());
        }
        has_pages |= link.has("next") || RELATIONS.into_iter().any(|relation| link.has(relation));
    });
    match next {
        Some(next) => next,
        None if has_pages => NextLink::None,
        None => NextLink::Unknown,
    }
}

/// Whether the links say that there is no page before this one: of a server that links to the last one, too, and so to any.
pub(crate) fn is_first_page(headers: &HeaderMap) -> bool {
    let (mut has_previous, mut has_last) = (false, false);
    each(headers, |link| {
        has_previous |= link.has("prev") || link.has("previous");
        has_last |= link.has("last");
    });
    has_last && !has_previous
}

/// Whether the links lead to the page itself, as those of a server do that links to what there is.
pub(crate) fn is_linked(headers: &HeaderMap) -> bool {
    let mut is_linked = false;
    each(headers, |link| is_linked |= link.has("self"));
    is_linked
}

/// Hands out each link of all `Link` headers.
fn each(headers: &HeaderMap, mut found: impl FnMut(&Link<'_>)) {
    for value in headers.get_all(LINK) {
        let value = String::from_utf8_lossy(value.as_bytes());
        let mut rest = &*value;
        while let Some(link) = take_link(&mut rest) {
            found(&link);
        }
    }
}

struct Link<'a> {
    target: &'a str,
    /// Whether the target has the angle brackets that it has to have.
    has_brackets: bool,
    /// Of several `rel`, the first counts (section 3.3).
    relations: String,
    /// Whether there are rows: Sentry's last page leads to an empty one, and says so.
    has_results: bool,
}

impl Link<'_> {
    /// Where it leads, as the one to the next page.
    fn next(&self) -> NextLink {
        let is_reference = self.target.starts_with(['/', '?', '.']) || self.target.contains("://");
        if self.has_brackets || is_reference {
            NextLink::At(self.target.to_owned())
        } else {
            NextLink::Unclear
        }
    }

    fn has(&self, relation: &str) -> bool {
        let mut relations = self.relations.split_ascii_whitespace();
        relations.any(|name| name.eq_ignore_ascii_case(relation))
    }
}

/// Takes the next link off a header's value (appendix B.2), also one without angle brackets. What is no link up to a comma is passed
/// over.
fn take_link<'a>(rest: &mut &'a str) -> Option<Link<'a>> {
    let (target, mut after, has_brackets) = loop {
        let start = rest.trim_start_matches([' ', '\t', ',']);
        if let Some(link) = start.strip_prefix('<') {
            let (target, after) = link.split_once('>')?;
            break (target, after, true);
        }
        let (target, after) = start.split_at(end_of_bare_target(start)?);
        if after.trim_start().starts_with(';') {
            break (target, after, false);
        }
        // No link begins before this end, which all of what stands before it has in common.
        *rest = if target.ends_with(',') {
            after
        } else {
            &after[after.find(',')?..]
        };
    };
    let mut relations = None;
    let mut has_results = true;
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
        } else if name == "results" {
            has_results = value != "false";
        }
    }
    // What is left up to the next comma belongs to nothing.
    *rest = after.find(',').map_or("", |comma| &after[comma..]);
    Some(Link {
        target,
        has_brackets,
        relations: relations.unwrap_or_default(),
        has_results,
    })
}

/// Where a target without angle brackets ends. Commas and semicolons may be its own.
fn end_of_bare_target(text: &str) -> Option<usize> {
    let mut letters = text.bytes().enumerate();
    let end = letters.find(|(at, letter)| match letter {
        b' ' | b'\t' | b'<' | b'"' => true,
        b';' => matches!(text.as_bytes().get(at + 1), Some(b' ' | b'r' | b'R')),
        _ => false,
    });
    end.map(|(at, _)| at)
}

/// A token or a quoted string, and what follows it. Some servers quote by apostrophes, which are letters of a token.
fn parameter_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        return (text[..end].trim().trim_matches('\'').to_owned(), &text[end..]);
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

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn next(values: &[&str]) -> NextLink {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(LINK, HeaderValue::from_str(value).unwrap());
        }
        next_page(&headers)
    }

    #[test]
    fn links_are_read_as_the_rfc_writes_them() {
        let at = |reference: &str| NextLink::At(reference.to_owned());
        assert_eq!(next(&["<?page=2>; rel=\"next\""]), at("?page=2"));
        assert_eq!(
            next(&["<a,b>;rel=\"prev\",<c>;title=\"x;rel=next\\\"\";rel=NEXT"]),
            at("c")
        );
        assert_eq!(next(&["<a>; rel=first", ", <b> ; x ; rel = \"last next\" ,"]), at("b"));
        assert_eq!(next(&["<a>; rel=last; rel=next"]), NextLink::None);
        let sentry = |has_results| {
            let link = format!("<b>; rel=\"next\"; results=\"{has_results}\"; cursor=\"0:1:0\"");
            next(&["<a>; rel=\"previous\"; results=\"true\"", &link])
        };
        assert_eq!((sentry(true), sentry(false)), (at("b"), NextLink::None));
        assert_eq!(next(&["<a>; rel='next'"]), at("a"));
        assert_eq!(next(&["<a>; rel='prev next', <b>; rel=last"]), at("a"));
        assert_eq!(next(&["/a; rel=first, <b>; rel=next"]), at("b"));
        assert_eq!(next(&["a, b", "<b>; rel=next"]), at("b"));
        assert_eq!(next(&["<a>; rel=\"alternate\"", "<b>; rel=preload"]), NextLink::Unknown);
        assert_eq!(next(&[]), NextLink::Unknown);
        assert_eq!(next(&["<a"]), NextLink::Unknown);
        assert_eq!(next(&["no link; rel=next"]), NextLink::Unknown);
        // Without angle brackets.
        assert_eq!(
            next(&["https://x/?f=a,b&page=2; rel=\"next\""]),
            at("https://x/?f=a,b&page=2")
        );
        assert_eq!(next(&["/x;v=1?p=2 ;rel=next, /x; rel=last"]), at("/x;v=1?p=2"));
        assert_eq!(next(&["/x?p=1; rel=first, ?p=3; rel=next"]), at("?p=3"));
        assert_eq!(next(&["/x?p=1;rel=prev"]), NextLink::None);
        assert_eq!(next(&["2; rel=next"]), NextLink::Unclear);
        assert_eq!(next(&["/style.css; rel=preload"]), NextLink::Unknown);
        // Each letter is looked at a few times, however many commas there are.
        let commas = "a,".repeat(1 << 20);
        assert_eq!(next(&[&commas]), NextLink::Unknown);
        assert_eq!(next(&[&format!("{commas} <b>; rel=next")]), at("b"));
        assert_eq!(next(&[&format!("{commas}x x, /b; rel=next")]), at("/b"));
    }

    proptest! {
        #[test]
        fn other_hands_read_the_same(
            links in prop::collection::vec(("[a-z/?=&,;%]{0,8}", prop::sample::select(vec!["next", "prev", "last first", "next prev", "x"]), any::<bool>()), 1..4)
        ) {
            let text = |(target, relation, has_title): &(String, &str, bool)| {
                let title = if *has_title { "title=\"a, <b>; rel=\\\"next\\\"\"; " } else { "" };
                format!("<{target}>; {title}rel=\"{relation}\"")
            };
            let header = links.iter().map(text).collect::<Vec<_>>().join(", ");
            let base = url::Url::parse("http://api.example/").unwrap();
            let theirs = http_link::parse_link_header(&header, &base);
            prop_assume!(theirs.is_ok());
            let theirs = theirs.unwrap().into_iter().find(|link| link.rel == "next").map(|link| link.target);
            let ours = match next(&[&header]) {
                NextLink::At(reference) => Some(base.join(&reference).unwrap()),
                _ => None,
            };
            prop_assert_eq!(ours, theirs);
        }
    }
}
