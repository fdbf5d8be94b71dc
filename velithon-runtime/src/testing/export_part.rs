use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::Value;

use super::body_reader::{BodyReader, ReadBody, ReadMark};

/// An export, or a part of one, as a client reads it from lines or from events.
#[derive(Debug)]
pub(super) struct ExportPart {
    pub(super) rows: Vec<Value>,
    /// The cursors on the way, each with the number of rows before it.
    pub(super) marks: Vec<(usize, String)>,
    /// Whether nothing comes behind it.
    pub(super) is_complete: bool,
    /// The cursor to what does.
    pub(super) after: String,
}

impl ExportPart {
    /// Reads an export of lines. An event stream is read alike, its ids as marks.
    ///
    /// # Errors
    ///
    /// Why it is none.
    pub(super) fn read(response: &Response<Bytes>) -> Result<Self, String> {
        if response.status() != StatusCode::OK {
            let text = String::from_utf8_lossy(response.body());
            return Err(format!("answers {}: {text}", response.status()));
        }
        let ReadBody {
            rows,
            marks,
            end,
            failure,
            ..
        } = BodyReader::read(response, None);
        let marks = marks.into_iter().map(|(before, mark)| match mark {
            ReadMark::Record(mark) => Ok((before, cursor(&mark, before)?)),
            ReadMark::Id(cursor) => Ok((before, cursor)),
        });
        let marks = marks.collect::<Result<_, String>>()?;
        if let Some(failure) = failure {
            return Err(format!("is not whole: {failure}"));
        }
        let end = end.ok_or("ends without `$end`")?;
        let after = cursor(&end, rows.len())?;
        let is_complete = end.get("complete").and_then(Value::as_bool);
        Ok(Self {
            rows,
            marks,
            is_complete: is_complete.ok_or_else(|| format!("has no `complete` in {end}"))?,
            after,
        })
    }
}

/// The cursor in a record, which counts the rows before it.
fn cursor(record: &Value, rows: usize) -> Result<String, String> {
    let count = record.get("count").and_then(Value::as_u64);
    if count.and_then(|count| usize::try_from(count).ok()) != Some(rows) {
        return Err(format!("counts {rows} rows wrong: {record}"));
    }
    let cursor = record.get("after").and_then(Value::as_str);
    cursor
        .map(str::to_owned)
        .ok_or_else(|| format!("has no `after` in {record}"))
}
