//! Whether a request asks for a page or for everything.

use http::HeaderValue;

use super::options::ExportOptions;
use crate::{
    head::RequestHead,
    stream::{Format, format::accept},
};

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// For a page: `application/json`, `*/*`, no `Accept` or an unknown one.
    Page,
    /// For all rows, in this format.
    All(Format),
}

/// Reads what a request asks for from its `Accept`.
pub(crate) fn asked(head: &RequestHead, options: &ExportOptions) -> Asked {
    let Some(accept) = head.accept().filter(|accept| accept.as_bytes() != b"*/*") else {
        return Asked::Page;
    };
    match accept::negotiate(Some(accept), options.stream.formats).format {
        Format::Array if !(options.arrays && asks_for_all(accept)) => Asked::Page,
        format => Asked::All(format),
    }
}

/// Whether a list of ranges has `application/json; rows=all`.
fn asks_for_all(accept: &HeaderValue) -> bool {
    let Ok(accept) = accept.to_str() else {
        return false;
    };
    accept.split([',']).any(|range| {
        let mut parts = range.split([';']).map(str::trim);
        let is_json = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(Format::Array.content_type()));
        is_json
            && parts
                .filter_map(|parameter| parameter.split_once(['=']))
                .any(|(name, value)| {
                    name.trim().eq_ignore_ascii_case("rows")
                        && value.trim().trim_matches(['"']).eq_ignore_ascii_case("all")
                })
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, Method, Uri, header::ACCEPT};

    use super::*;

    fn of(accept: &'static str, options: &ExportOptions) -> Asked {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        asked(
            &RequestHead::new(Method::GET, Uri::from_static("/")).with_headers(&headers),
            options,
        )
    }

    #[test]
    fn a_page_is_what_everybody_gets_who_does_not_name_an_export() {
        let options = ExportOptions::new();
        let nothing = RequestHead::new(Method::GET, Uri::from_static("/"));
        assert_eq!(asked(&nothing, &options), Asked::Page);
        for accept in [
            "*/*",
            "application/json",
            "application/*",
            "text/html, */*;q=0.8",
            "text/csv",
            "application/jsonl;q=0.5, application/json",
            "application/jsonl;q=0, */*",
            "application/json; rows=all",
            "",
        ] {
            assert_eq!(of(accept, &options), Asked::Page, "{accept}");
        }
    }

    #[test]
    fn lines_and_events_are_exports() {
        let options = ExportOptions::new();
        for accept in [
            "application/jsonl",
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl, */*",
            "application/json;q=0.5, application/jsonl",
        ] {
            assert_eq!(of(accept, &options), Asked::All(Format::Ndjson), "{accept}");
        }
        assert_eq!(of("text/event-stream", &options), Asked::All(Format::Sse));
    }

    #[test]
    fn formats_are_those_that_are_listed() {
        let lines = ExportOptions::new().formats(&[Format::Ndjson]);
        assert_eq!(of("text/event-stream", &lines), Asked::Page);
        let all = ExportOptions::new().formats(&[Format::Array, Format::Sse]);
        assert_eq!(of("application/jsonl", &all), Asked::Page);
        assert_eq!(of("application/json", &all), Asked::Page);
        for accept in [
            "application/json; rows=all",
            "application/json;rows=\"all\";q=0.9, text/html;q=0.1",
        ] {
            assert_eq!(of(accept, &all), Asked::All(Format::Array), "{accept}");
        }
    }
}
