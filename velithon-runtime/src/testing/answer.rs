use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::Value;

/// A page as a client reads it.
pub(super) struct Answer {
    pub(super) rows: Vec<Value>,
    pub(super) size: u64,
    pub(super) next: Option<String>,
    pub(super) prev: Option<String>,
}

impl Answer {
    /// Reads a page, whose rows are called `items` unless they are all of its body.
    ///
    /// # Errors
    ///
    /// Why the response is no page.
    pub(super) fn read(response: &Response<Bytes>, items: &str) -> Result<Self, String> {
        if response.status() != StatusCode::OK {
            let body = String::from_utf8_lossy(response.body());
            return Err(format!("answers {}: {body}", response.status()));
        }
        let mut body: Value =
            serde_json::from_slice(response.body()).map_err(|error| format!("answers with no JSON: {error}"))?;
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        if let Value::Array(rows) = body {
            let size = header("x-size").and_then(|size| size.parse().ok());
            return Ok(Self {
                rows,
                size: size.ok_or("answers with no header `X-Size`")?,
                next: header("x-next-cursor").map(str::to_owned),
                prev: header("x-prev-cursor").map(str::to_owned),
            });
        }
        let cursor = |name: &str| match body.get(name) {
            Some(Value::Null) => Ok(None),
            Some(Value::String(cursor)) => Ok(Some(cursor.clone())),
            _ => Err(format!("answers with no member `{name}`")),
        };
        let (next, prev) = (cursor("next_cursor")?, cursor("prev_cursor")?);
        let size = body.get("size").and_then(Value::as_u64);
        let size = size.ok_or("answers with no member `size`")?;
        match body.get_mut(items).map(Value::take) {
            Some(Value::Array(rows)) => Ok(Self { rows, size, next, prev }),
            _ => Err(format!("answers with no list `{items}`")),
        }
    }
}
