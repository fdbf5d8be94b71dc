pub(crate) mod accept;

use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{CACHE_CONTROL, CONTENT_TYPE, VARY},
};

/// Asks nginx, and proxies that follow it, to pass chunks on at once.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// How the items of a stream become the text of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One JSON array of all items.
    Array,
    /// A line of JSON for each item.
    Ndjson,
    /// A server-sent event for each item, as a browser's `EventSource` reads them.
    Sse,
    /// A line of a table for each item, below a line of their fields' names: CSV as RFC 4180 has it.
    #[cfg(feature = "csv")]
    Csv,
}

/// The types that stand for lines of JSON. The first is the most widespread; none of them is registered.
pub(crate) const NDJSON: [&str; 3] = ["application/x-ndjson", "application/ndjson", "application/jsonl"];

/// The extensions of files that streams are saved as, in whichever format.
pub(crate) const EXTENSIONS: [&str; 4] = ["csv", "json", "jsonl", "ndjson"];

impl Format {
    /// Whether the stream has records about itself beside those of the items: lines and events may be anything.
    pub(crate) fn has_records(self) -> bool {
        matches!(self, Self::Ndjson | Self::Sse)
    }

    /// The type and subtype, by which a client asks for the format.
    pub(crate) fn media_type(self) -> &'static str {
        let content_type = self.content_type();
        content_type.split(';').next().unwrap_or(content_type)
    }

    /// The content type, unless the client named another one of the same format.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Array => "application/json",
            Self::Ndjson => NDJSON[0],
            Self::Sse => "text/event-stream",
            #[cfg(feature = "csv")]
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }
}

/// The format that was negotiated for a response, with the headers that say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Negotiated {
    pub(crate) format: Format,
    pub(crate) content_type: &'static str,
    /// Another `Accept` could have led to another format.
    pub(crate) varies: bool,
}

impl Negotiated {
    /// Adds the headers of the format. Those that the handler has set stay.
    pub(crate) fn complete(self, headers: &mut HeaderMap) {
        let content_type = HeaderValue::from_static(self.content_type);
        headers.entry(CONTENT_TYPE).or_insert(content_type);
        if self.varies {
            headers.append(VARY, HeaderValue::from_static("accept"));
        }
        if self.format == Format::Sse {
            headers
                .entry(CACHE_CONTROL)
                .or_insert(HeaderValue::from_static("no-store"));
            headers
                .entry(X_ACCEL_BUFFERING)
                .or_insert(HeaderValue::from_static("no"));
        }
    }

    /// The extensions of files in this format; a name without one gets the first. None where a file of it is of no use.
    pub(crate) fn extensions(self) -> &'static [&'static str] {
        match self.format {
            Format::Array => &["json"],
            Format::Ndjson if self.content_type == "application/jsonl" => &["jsonl", "ndjson"],
            Format::Ndjson => &["ndjson", "jsonl"],
            Format::Sse => &[],
            #[cfg(feature = "csv")]
            Format::Csv => &["csv"],
        }
    }

    /// A document is `application/json`, whatever the client accepts.
    pub(crate) fn document() -> Self {
        Self {
            format: Format::Array,
            content_type: Format::Array.content_type(),
            varies: false,
        }
    }
}
