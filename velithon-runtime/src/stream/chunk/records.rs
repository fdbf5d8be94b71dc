//! The records about the stream itself in lines and events. A line's first member tells them from items: an item whose first member
//! has one of these names is refused. Among events they are known by the event's name.

use serde::Serialize;

use crate::stream::failure::Failure;

/// Whether a line is an object whose first member has the name of a record.
pub(super) fn is_record(line: &[u8]) -> bool {
    let member = line.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    member.is_some_and(|member| {
        let names: [&[u8]; 3] = [b"\"$mark\"", b"\"$end\"", b"\"$error\""];
        member.starts_with(b"\"$") && names.iter().any(|name| member.starts_with(name))
    })
}

/// The record of a complete end: `{"$end":{"count":3}}`.
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

/// The record of a failure: `{"$error":{"title":"Internal Server Error","status":500}}`.
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
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
}

impl ErrorRecord {
    /// The status is the one that the failure would have had inside the commit window. What the error says of itself is
    /// included only `with_detail`. `after` is the cursor of an export behind its last item.
    pub(crate) fn new(failure: &Failure, with_detail: bool, after: Option<String>) -> Self {
        let status = failure.status();
        Self {
            error: Problem {
                title: status.canonical_reason().unwrap_or("Error"),
                status: status.as_u16(),
                detail: with_detail.then(|| failure.to_string()),
                after,
            },
        }
    }
}

/// The record after each batch of an export: `{"$mark":{"count":1000,"after":"1.…"}}`.
#[derive(Serialize)]
pub(crate) struct MarkRecord<'a> {
    #[serde(rename = "$mark")]
    mark: Mark<'a>,
}

#[derive(Serialize)]
struct Mark<'a> {
    count: u64,
    after: &'a str,
}

impl<'a> MarkRecord<'a> {
    pub(crate) fn new(count: u64, after: &'a str) -> Self {
        Self {
            mark: Mark { count, after },
        }
    }
}

/// The record at the end of an export: `{"$end":{"count":1200,"complete":true,"after":"1.…"}}`.
#[derive(Serialize)]
pub(crate) struct ExportEndRecord<'a> {
    #[serde(rename = "$end")]
    end: ExportEnd<'a>,
}

#[derive(Serialize)]
struct ExportEnd<'a> {
    count: u64,
    complete: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'a str>,
}

impl<'a> ExportEndRecord<'a> {
    pub(crate) fn new(count: u64, complete: bool, after: Option<&'a str>) -> Self {
        Self {
            end: ExportEnd { count, complete, after },
        }
    }
}
