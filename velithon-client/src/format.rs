use http::{HeaderMap, header::CONTENT_TYPE};

/// How the rows of a body are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One JSON text: an array of rows, or an object with one in it, such as a page.
    Json,
    /// One JSON text a line (`application/jsonl`, `application/x-ndjson`), with or without records such as `$mark`.
    Lines,
    /// Server-sent events (`text/event-stream`), whose data is a row each.
    Events,
}

/// Media types of lines, in the spellings that servers use.
const LINES: [&str; 9] = [
    "application/jsonl",
    "application/x-ndjson",
    "application/ndjson",
    "application/x-jsonl",
    "application/jsonlines",
    "application/x-jsonlines",
    "application/json-lines",
    "application/stream+json",
    "application/x-json-stream",
];

impl Format {
    /// What a response says it is. Types that are unknown, or missing, are taken for JSON.
    ///
    /// # Errors
    ///
    /// The media type, where it is of something that has no JSON rows.
    pub(crate) fn of(headers: &HeaderMap) -> Result<Self, String> {
        let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media_type = value.and_then(|value| value.split(';').next()).unwrap_or_default();
        let media_type = media_type.trim().to_ascii_lowercase();
        match &*media_type {
            "text/event-stream" => Ok(Self::Events),
            "text/csv" | "text/html" | "application/xml" | "text/xml" | "application/zip" => Err(media_type),
            other if LINES.contains(&other) => Ok(Self::Lines),
            _ => Ok(Self::Json),
        }
    }
}
