use serde::Deserialize;
use serde_json::{Map, Value};

use super::error::FrameError;

/// What a server says about its body, between the rows.
#[derive(Debug, PartialEq)]
pub(crate) enum Record {
    /// Everything before it can be resumed behind.
    Mark { count: Option<u64>, after: String },
    End {
        count: Option<u64>,
        is_complete: bool,
        after: Option<String>,
    },
    /// The members of a problem.
    Error(Map<String, Value>),
    /// An event stream asks to wait for so many milliseconds before the next request.
    Retry(u64),
}

/// `{"$mark":{"count":1000,"after":"1.…"}}` and its kin.
#[derive(Deserialize)]
enum Text {
    #[serde(rename = "$mark")]
    Mark { count: Option<u64>, after: String },
    #[serde(rename = "$end")]
    End {
        count: Option<u64>,
        complete: Option<bool>,
        after: Option<String>,
    },
    #[serde(rename = "$error")]
    Error(Map<String, Value>),
}

impl Record {
    /// The record that a text is, unless it is a row.
    pub(super) fn read(text: &[u8]) -> Result<Option<Box<Self>>, FrameError> {
        if !begins_as_record(text) {
            return Ok(None);
        }
        let text = serde_json::from_slice(text).map_err(|_| FrameError::Malformed("a record that cannot be read"))?;
        Ok(Some(Box::new(match text {
            Text::Mark { count, after } => Self::Mark { count, after },
            Text::End { count, complete, after } => Self::End {
                count,
                is_complete: complete.unwrap_or(true),
                after,
            },
            Text::Error(problem) => Self::Error(problem),
        })))
    }
}

/// Whether the text is an object whose first member has the name of a record.
fn begins_as_record(text: &[u8]) -> bool {
    let name = text.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    name.is_some_and(|name| {
        let names: [&[u8]; 3] = [b"\"$mark\"", b"\"$end\"", b"\"$error\""];
        name.starts_with(b"\"$") && names.iter().any(|record| name.starts_with(record))
    })
}
