pub(crate) mod accept;

use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{CACHE_CONTROL, CONTENT_TYPE, VARY},
};

/// Asks nginx, and those who do as it does, to pass on what comes.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// How the items of a stream become the text of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One JSON array.
    Array,
    /// A line of JSON for each item.
    Ndjson,
    /// A server-sent event for each item, as a browser's `EventSource` reads them.
    Sse,
}

/// The types that stand for lines of JSON. The first is the most widespread; none of them is registered.
pub(crate) const NDJSON: [&str; 3] = ["application/x-ndjson", "application/ndjson", "application/jsonl"];

impl Format {
    /// Whether the format is told from an array's by what each item stands in.
    pub(crate) fn has_records(self) -> bool {
        self != Self::Array
    }

    /// The content type where the client named none of several.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Array => "application/json",
            Self::Ndjson => NDJSON[0],
            Self::Sse => "text/event-stream",
        }
    }
}

/// The format that a response has, and how it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub(crate) format: Format,
    pub(crate) content_type: &'static str,
    /// Another `Accept` could have led to another response.
    pub(crate) varies: bool,
}

impl Chosen {
    /// Adds what the format says in a response's headers, beside what the handler said there.
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

    /// What a document is sent as, whatever was asked for.
    pub(crate) fn document() -> Self {
        Self {
            format: Format::Array,
            content_type: Format::Array.content_type(),
            varies: false,
        }
    }
}
