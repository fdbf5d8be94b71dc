use bytes::Bytes;
use http::{Response, StatusCode, header::CONTENT_TYPE};
use serde_json::Value;

/// An export as a client reads it, from lines or from events.
#[derive(Debug)]
pub(super) struct Records {
    pub(super) rows: Vec<Value>,
    /// The cursors on the way, each with the number of rows before it.
    pub(super) marks: Vec<(usize, String)>,
    pub(super) end: End,
}

/// What the last record says.
#[derive(Debug)]
pub(super) struct End {
    pub(super) complete: bool,
    pub(super) after: String,
}

impl Records {
    /// Reads an export of lines. An event stream is read alike, its ids as marks.
    ///
    /// # Errors
    ///
    /// Why it is none.
    pub(super) fn read(response: &Response<Bytes>) -> Result<Self, String> {
        let text = String::from_utf8_lossy(response.body());
        if response.status() != StatusCode::OK {
            return Err(format!("answers {}: {text}", response.status()));
        }
        let mut reader = Reader::default();
        if is_of_events(response) {
            for event in text.split_terminator("\n\n") {
                reader.event(event)?;
            }
        } else {
            for line in text.lines() {
                reader.record(line)?;
            }
        }
        let Reader { rows, marks, end } = reader;
        match end {
            Some(end) => Ok(Self { rows, marks, end }),
            None => Err("ends without `$end`".to_owned()),
        }
    }
}

/// Whether a response is an event stream.
pub(super) fn is_of_events(response: &Response<Bytes>) -> bool {
    content_type(response).starts_with("text/event-stream")
}

/// Whether a response consists of lines.
pub(super) fn is_of_lines(response: &Response<Bytes>) -> bool {
    content_type(response).starts_with("application/jsonl")
}

fn content_type(response: &Response<Bytes>) -> &str {
    let value = response.headers().get(CONTENT_TYPE);
    value.and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[derive(Default)]
struct Reader {
    rows: Vec<Value>,
    marks: Vec<(usize, String)>,
    end: Option<End>,
}

impl Reader {
    fn event(&mut self, event: &str) -> Result<(), String> {
        let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name));
        if let Some(data) = field("data: ") {
            self.record(data)?;
        }
        if let Some(id) = field("id: ") {
            self.mark(id);
        }
        Ok(())
    }

    fn record(&mut self, text: &str) -> Result<(), String> {
        if self.end.is_some() {
            return Err(format!("goes on behind `$end`: {text}"));
        }
        let record: Value = serde_json::from_str(text).map_err(|error| format!("has a record `{text}`: {error}"))?;
        let cursor = |record: &Value| {
            let cursor = record.get("after").and_then(Value::as_str);
            cursor
                .map(str::to_owned)
                .ok_or_else(|| format!("has no `after` in {record}"))
        };
        if let Some(mark) = record.get("$mark") {
            self.check_count(mark)?;
            self.mark(&cursor(mark)?);
        } else if let Some(end) = record.get("$end") {
            self.check_count(end)?;
            let complete = end.get("complete").and_then(Value::as_bool);
            self.end = Some(End {
                complete: complete.ok_or_else(|| format!("has no `complete` in {end}"))?,
                after: cursor(end)?,
            });
        } else if record.get("$error").is_some() {
            return Err(format!("fails: {record}"));
        } else {
            self.rows.push(record);
        }
        Ok(())
    }

    fn mark(&mut self, cursor: &str) {
        self.marks.push((self.rows.len(), cursor.to_owned()));
    }

    fn check_count(&self, record: &Value) -> Result<(), String> {
        let rows = u64::try_from(self.rows.len()).unwrap_or(u64::MAX);
        match record.get("count").and_then(Value::as_u64) {
            Some(count) if count == rows => Ok(()),
            _ => Err(format!("counts {rows} rows wrong: {record}")),
        }
    }
}
