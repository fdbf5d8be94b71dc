//! URLs that lead on by a name that nobody knows.

use serde_json::value::RawValue;
use url::Url;

use super::{known::mentions_next, member, names::ELSEWHERE};

/// The name of a member that may lead on by its value alone, if its own one says that it is about something that follows.
pub(super) fn elsewhere(page: Option<&Url>, written: &[u8], value: &RawValue) -> Option<&'static str> {
    (mentions_next(written) && is_of_own_path(page, value)).then_some(ELSEWHERE)
}

/// Whether a value is a URL, or a reference, to the page's own path with another query: most likely to another page of the same rows.
pub(super) fn is_of_own_path(page: Option<&Url>, value: &RawValue) -> bool {
    let text = member::text(value).filter(|text| text.contains('?'));
    let Some((page, text)) = page.zip(text) else {
        return false;
    };
    page.join(&text).is_ok_and(|url| {
        let is_same_path = url.origin() == page.origin() && url.path() == page.path();
        is_same_path && url.query() != page.query()
    })
}
