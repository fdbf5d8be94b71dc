//! What a response says before its body.

use http::{
    HeaderMap, Response, Version,
    header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, TRANSFER_ENCODING},
};

use crate::{
    body::Expected,
    error::Reason,
    format::Format,
    http::{HttpBody, ResponseUrl},
    link,
    plan::Plan,
};

/// What makes the end of a response's bytes the end that the server meant.
const FRAMED_BY: &str = "it had neither a length nor a last chunk; an HTTP client that undoes `Content-Encoding` takes the length away, \
                         and `.header(\"accept-encoding\", \"identity\")` keeps it";

/// Where a body came from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    /// Whether it leads to other pages.
    pub(crate) is_page: bool,
    /// The query parameter that leads on, where a template tells it.
    pub(crate) cursor_parameter: Option<String>,
}

impl Head {
    pub(crate) fn of(response: &mut Response<HttpBody>, asked: &str) -> Self {
        let url = response.extensions_mut().remove::<ResponseUrl>();
        let headers = std::mem::take(response.headers_mut());
        let cursor_parameter = link::next_parameter(&headers);
        let has_links = link::next_page(&headers) != link::NextLink::Unknown;
        Self {
            url: url.map_or_else(|| asked.to_owned(), |url| url.0),
            is_page: has_links || cursor_parameter.is_some() || headers.contains_key("x-next-cursor"),
            cursor_parameter,
            headers,
        }
    }

    /// Whether it is a part of all rows, as a page of `PostgREST` or Heroku is, and not of the bytes of a text.
    pub(crate) fn is_range_of_rows(&self) -> bool {
        let range = self.headers.get(CONTENT_RANGE).and_then(|range| range.to_str().ok());
        range.is_some_and(|range| !range.trim_start().to_ascii_lowercase().starts_with("bytes"))
    }

    /// What to expect of the body.
    pub(crate) fn expected(&self, version: Version, plan: &Plan, has_records: bool) -> Result<Expected, Reason> {
        let text = |name| self.headers.get(name).and_then(|value| value.to_str().ok());
        if let Some(encoding) = text(CONTENT_ENCODING).filter(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
            let what = format!("the encoding {encoding:?}, which the HTTP client does not undo");
            return Err(Reason::Malformed(what));
        }
        let format = plan.format.map_or_else(|| Format::of(&self.headers), Ok);
        let format = format.map_err(|media_type| Reason::Malformed(unreadable(&media_type)))?;
        let length = text(CONTENT_LENGTH).and_then(|length| length.parse().ok());
        let is_chunked = text(TRANSFER_ENCODING).is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
        Ok(Expected {
            format,
            list: plan.list.clone(),
            max_item: plan.max_item,
            // Otherwise a closed connection is all there is of an end.
            is_framed: version >= Version::HTTP_2 || length.is_some() || is_chunked,
            framed_by: FRAMED_BY,
            length,
            // Nothing but marks leads on from lines and events.
            has_records: has_records || (self.cursor_parameter.is_some() && format != Format::Json),
        })
    }
}

/// What there is to say of a body that has no rows of JSON.
fn unreadable(media_type: &str) -> String {
    if media_type == "text/csv" {
        return "the type text/csv, whose rows are no JSON; ask for `application/jsonl`".to_owned();
    }
    format!("the type {media_type}, which has no rows")
}
