//! What a format of records says about the stream itself, by members that items had better not have: a client takes a line
//! for what it says.

use serde::Serialize;

use crate::stream::failure::Failure;

/// `{"$end":{"count":3}}`
#[derive(Serialize)]
pub(crate) struct EndRecord {
    #[serde(rename = "$end")]
    end: End,
}

#[derive(Serialize)]
struct End {
    count: u64,
}

impl EndRecord {
    pub(crate) fn new(count: u64) -> Self {
        Self { end: End { count } }
    }
}

/// `{"$error":{"title":"Internal Server Error","status":500}}`
#[derive(Serialize)]
pub(crate) struct ErrorRecord {
    #[serde(rename = "$error")]
    error: Problem,
}

#[derive(Serialize)]
struct Problem {
    title: &'static str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

impl ErrorRecord {
    /// The status that the failure would have had inside the commit window, and its insides only `with_detail`.
    pub(crate) fn new(failure: &Failure, with_detail: bool) -> Self {
        let status = failure.status();
        Self {
            error: Problem {
                title: status.canonical_reason().unwrap_or("Error"),
                status: status.as_u16(),
                detail: with_detail.then(|| failure.to_string()),
            },
        }
    }
}
