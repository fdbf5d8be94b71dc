//! What leads on by a name that nobody knows, to anybody who knows what was requested.

use std::borrow::Cow;

use serde_json::value::RawValue;
use url::Url;

use super::{known::mentions_next, member, names::ELSEWHERE};
use crate::pointer::segments;

/// What is known of a page without a look at it.
pub(super) struct Requested<'a> {
    url: Option<Url>,
    /// The names of the objects that its rows are in, from the outside.
    pub(super) rows_in: Vec<Cow<'a, str>>,
}

impl<'a> Requested<'a> {
    pub(super) fn new(url: &str, list: Option<&'a str>) -> Self {
        let mut rows_in = list.map(segments).unwrap_or_default();
        rows_in.pop();
        let url = Url::parse(url).ok();
        Self { url, rows_in }
    }

    /// The name of a member that may lead on by its value alone, if its own one says that it is about something that follows.
    pub(super) fn elsewhere(&self, written: &[u8], value: &RawValue) -> Option<&'static str> {
        (mentions_next(written) && self.has_path_of(value)).then_some(ELSEWHERE)
    }

    /// Whether a value is a URL, or a reference, to the page's own path with another query: most likely to another page of the same rows.
    pub(super) fn has_path_of(&self, value: &RawValue) -> bool {
        let text = member::text(value).filter(|text| text.contains('?'));
        let Some((page, text)) = self.url.as_ref().zip(text) else {
            return false;
        };
        page.join(&text).is_ok_and(|url| {
            let is_same_path = url.origin() == page.origin() && path(&url) == path(page);
            is_same_path && url.query() != page.query()
        })
    }
}

/// The path without what asks for JSON: Discourse's `/latest.json` has more at `/latest?page=1`.
fn path(url: &Url) -> &str {
    url.path().strip_suffix(".json").unwrap_or(url.path())
}
