//! Responses as a client reads them: rows of any format, as far as they came.

mod list;

use std::fmt::{self, Display, Formatter};

use bytes::Bytes;
use http::{HeaderMap, Response, header::CONTENT_TYPE};
use serde_json::{Map, Value};

use list::ListScanner;

/// How a body says what its rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyFormat {
    Lines,
    Events,
    Table,
    /// One JSON value.
    Json,
}

impl BodyFormat {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let content_type = content_type.unwrap_or_default();
        let is = |start: &str| content_type.starts_with(start);
        if is("text/event-stream") {
            Self::Events
        } else if is("application/jsonl") || is("application/ndjson") || is("application/x-ndjson") {
            Self::Lines
        } else if is("text/csv") {
            Self::Table
        } else {
            Self::Json
        }
    }
}

/// What a body says.
#[derive(Debug, Default)]
pub(super) struct ReadBody {
    pub(super) rows: Vec<Value>,
    /// The marks on the way, each with the number of rows before it.
    pub(super) marks: Vec<(usize, ReadMark)>,
    /// What the record `$end` says.
    pub(super) end: Option<Value>,
    /// The members of the object that the list of rows is one of.
    pub(super) beside: Map<String, Value>,
    /// Why it is not whole: the first thing that is wrong.
    pub(super) failure: Option<NotWhole>,
}

/// A place to go on from.
#[derive(Debug)]
pub(super) enum ReadMark {
    /// What the record `$mark` says.
    Record(Value),
    /// The id of an event.
    Id(String),
}

/// Why a body is not whole.
#[derive(Debug)]
pub(super) enum NotWhole {
    /// It is no JSON, or it is cut.
    NoJson(serde_json::Error),
    /// The object has no list of this name.
    NoList(String),
    /// What its records say, or what is wrong with them.
    Records(String),
}

impl Display for NotWhole {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoJson(error) => write!(f, "the JSON is not whole: {error}"),
            Self::NoList(name) => write!(f, "there is no list `{name}`"),
            Self::Records(what) => f.write_str(what),
        }
    }
}

/// Reads a body piece by piece, each byte of it once, and at its end once more where it is one JSON value.
#[derive(Debug)]
pub(super) struct BodyReader {
    format: BodyFormat,
    /// The member of an object that holds the rows.
    items: Option<String>,
    bytes: Vec<u8>,
    /// Where the line or the event begins that has not ended, and how far its end has been looked for.
    record: usize,
    searched: usize,
    list: ListScanner,
    read: ReadBody,
}

impl BodyReader {
    /// `items` is the member of an object that holds the rows. Without a name, that is `items`, or else the first list.
    pub(super) fn new(format: BodyFormat, items: Option<&str>) -> Self {
        Self {
            format,
            items: items.map(str::to_owned),
            bytes: Vec::new(),
            record: 0,
            searched: 0,
            list: ListScanner::new(items),
            read: ReadBody::default(),
        }
    }

    /// Reads a body that is whole.
    pub(super) fn read(response: &Response<Bytes>, items: Option<&str>) -> ReadBody {
        let mut reader = Self::new(BodyFormat::of(response.headers()), items);
        reader.push(response.body());
        reader.finish().0
    }

    /// Takes the next piece.
    pub(super) fn push(&mut self, piece: &[u8]) {
        self.bytes.extend_from_slice(piece);
        match self.format {
            BodyFormat::Lines => self.take_records(b"\n", ReadBody::line),
            BodyFormat::Events => self.take_records(b"\n\n", ReadBody::event),
            BodyFormat::Json | BodyFormat::Table => {}
        }
    }

    /// How many rows there are so far.
    pub(super) fn rows(&mut self) -> usize {
        match self.format {
            BodyFormat::Json => self.list.rows(&self.bytes),
            _ => self.read.rows.len(),
        }
    }

    /// What the body says, and its bytes.
    pub(super) fn finish(mut self) -> (ReadBody, Vec<u8>) {
        let rest = self.bytes.get(self.record..).unwrap_or_default();
        match self.format {
            // A client drops an event that is not ended; where the response failed, its body says so.
            BodyFormat::Events => {}
            BodyFormat::Lines if rest.trim_ascii().is_empty() => {}
            BodyFormat::Lines => {
                let line = String::from_utf8_lossy(rest);
                self.read.fail(format!("ends within the line `{line}`"));
            }
            BodyFormat::Table => self
                .read
                .fail("the rows of a table are not read; look at its `text`".to_owned()),
            BodyFormat::Json => self.finish_value(),
        }
        (self.read, self.bytes)
    }

    /// Takes the records that have ended.
    fn take_records(&mut self, end: &[u8], take: fn(&mut ReadBody, &str)) {
        let found = |bytes: &[u8]| bytes.windows(end.len()).position(|bytes| bytes == end);
        while let Some(length) = self.bytes.get(self.searched..).and_then(found) {
            let ended = self.searched + length;
            let text = self.bytes.get(self.record..ended).unwrap_or_default();
            take(&mut self.read, &String::from_utf8_lossy(text));
            self.record = ended + end.len();
            self.searched = self.record;
        }
        // The last bytes may be the beginning of an end.
        self.searched = self.record.max(self.bytes.len().saturating_sub(end.len() - 1));
    }

    /// The rows of a list, or of the list in an object; without one, the value itself is the row.
    fn finish_value(&mut self) {
        let read = &mut self.read;
        match serde_json::from_slice(&self.bytes) {
            Ok(Value::Array(rows)) => read.rows = rows,
            Ok(Value::Object(members)) => {
                read.beside = members;
                match self.items.take().or_else(|| list_in(&read.beside)) {
                    Some(name) => match read.beside.remove(&name) {
                        Some(Value::Array(rows)) => read.rows = rows,
                        _ => read.failure = Some(NotWhole::NoList(name)),
                    },
                    None => read.rows.push(std::mem::take(&mut read.beside).into()),
                }
            }
            Ok(document) => read.rows.push(document),
            // As the answer to `HEAD` is.
            Err(_) if self.bytes.is_empty() => {}
            Err(error) => {
                read.rows = self.list.values(&self.bytes);
                read.failure = Some(NotWhole::NoJson(error));
            }
        }
    }
}

/// The name of the list in an object that has rows: `items`, or else the first.
fn list_in(members: &Map<String, Value>) -> Option<String> {
    if members.get("items").is_some_and(Value::is_array) {
        return Some("items".to_owned());
    }
    let (name, _) = members.iter().find(|(_, value)| value.is_array())?;
    Some(name.clone())
}

impl ReadBody {
    fn line(&mut self, line: &str) {
        if !line.trim().is_empty() {
            self.record(line.trim_end());
        }
    }

    /// The rows are the data of events, whatever those are called.
    fn event(&mut self, event: &str) {
        let fields = |name: &'static str| {
            event
                .lines()
                .filter_map(move |line| line.strip_prefix(name)?.strip_prefix(':'))
                .map(|value| value.strip_prefix(' ').unwrap_or(value))
        };
        let data: Vec<_> = fields("data").collect();
        if !data.is_empty() {
            self.record(&data.join("\n"));
        }
        if let Some(id) = fields("id").next() {
            self.marks.push((self.rows.len(), ReadMark::Id(id.to_owned())));
        }
    }

    /// Takes a line, or the data of an event. A record is known by its first member, as servers write it: rows that begin so are
    /// refused there.
    fn record(&mut self, text: &str) {
        if self.end.is_some() {
            return self.fail(format!("goes on behind `$end`: {text}"));
        }
        let begins_with = |name: &&str| {
            let rest = text.strip_prefix("{\"");
            rest.and_then(|rest| rest.strip_prefix(*name))
                .is_some_and(|rest| rest.starts_with("\":"))
        };
        let name = ["$mark", "$end", "$error"].into_iter().find(begins_with);
        match serde_json::from_str::<Value>(text) {
            Ok(mut record) => match name.map(|name| (name, record[name].take())) {
                Some(("$mark", mark)) => self.marks.push((self.rows.len(), ReadMark::Record(mark))),
                Some(("$end", end)) => self.end = Some(end),
                Some((_, error)) => self.fail(error.to_string()),
                None => self.rows.push(record),
            },
            Err(error) => self.fail(format!("`{text}` is no JSON: {error}")),
        }
    }

    fn fail(&mut self, what: String) {
        self.failure.get_or_insert(NotWhole::Records(what));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const EVENTS: BodyFormat = BodyFormat::Events;
    const JSON: BodyFormat = BodyFormat::Json;
    const LINES: BodyFormat = BodyFormat::Lines;

    /// Reads a text in pieces of so many bytes; how many rows there were before the end, and what it says then.
    fn read(text: &str, format: BodyFormat, items: Option<&str>, piece: usize) -> (usize, ReadBody) {
        let mut reader = BodyReader::new(format, items);
        for piece in text.as_bytes().chunks(piece) {
            reader.push(piece);
            reader.rows();
        }
        (reader.rows(), reader.finish().0)
    }

    #[test]
    fn every_format_is_read_as_far_as_it_came() {
        for (text, format, expected, whole) in [
            (r#"[{"a":1},{"a":2}]"#, JSON, json!([{"a":1},{"a":2}]), true),
            (r#"[{"a":1},{"a":2}"#, JSON, json!([{"a":1},{"a":2}]), false),
            (r#"[{"a":1},{"a":"#, JSON, json!([{"a":1}]), false),
            (r#"["a\\\"]", "b", tru"#, JSON, json!(["a\\\"]", "b"]), false),
            ("[1 ,\n2, -3.5", JSON, json!([1, 2, -3.5]), false),
            (
                r#"[[1,[2]],[],{"]":"}"}"#,
                JSON,
                json!([[1, [2]], [], { "]": "}" }]),
                false,
            ),
            (r#"{"n":[7],"items":[1,2],"page":1}"#, JSON, json!([1, 2]), true),
            (r#"{"n":[7],"items":[1,2],"page":1"#, JSON, json!([1, 2]), false),
            (r#"{"page":1,"data":[1,2]}"#, JSON, json!([1, 2]), true),
            (r#"{"at":{"x":[9]},"data":[1,"a]""#, JSON, json!([1, "a]"]), false),
            (r#"{"at":"items","items":"data","data":[1,"#, JSON, json!([1]), false),
            (r#"{"a":1}"#, JSON, json!([{"a":1}]), true),
            ("3", JSON, json!([3]), true),
            ("", JSON, json!([]), true),
            ("]", JSON, json!([]), false),
            ("1\n2\n", LINES, json!([1, 2]), true),
            ("1\n\r\n2\r\n\n", LINES, json!([1, 2]), true),
            ("1\n2", LINES, json!([1]), false),
            (
                "1\n{\"$mark\":{}}\n2\n{\"$end\":{\"count\":2}}\n",
                LINES,
                json!([1, 2]),
                true,
            ),
            ("1\n{\"$end\":{\"count\":1}}\n2\n", LINES, json!([1]), false),
            ("1\n{\"$error\":{\"status\":500}}\n", LINES, json!([1]), false),
            (
                ": ping\n\nid: 7\nevent: a\ndata: 1\n\ndata:2\n\n",
                EVENTS,
                json!([1, 2]),
                true,
            ),
            (
                "data: {\ndata: \"a\":1}\n\nevent: end\ndata: {\"$end\":{}}\n\n",
                EVENTS,
                json!([{"a":1}]),
                true,
            ),
            (
                "data: 1\n\nevent: error\ndata: {\"$error\":{}}\n\n",
                EVENTS,
                json!([1]),
                false,
            ),
            ("data: 1\n\ndata: 2\n", EVENTS, json!([1]), true),
        ] {
            for piece in [1, 2, 3, 1000] {
                let (before, read) = read(text, format, None, piece);
                let is_whole = read.failure.is_none();
                assert_eq!((Value::from(read.rows), is_whole), (expected.clone(), whole), "{text}");
                let is_list = expected.as_array().is_some_and(|rows| rows.len() == before);
                let is_document = format == JSON && !text.contains('[');
                assert!(is_list || is_document, "{before} rows of {text}");
            }
        }
    }

    #[test]
    fn the_list_can_be_named() {
        let text = r#"{"names":["a"],"rows":[1,2],"tail":0"#;
        let whole = format!("{text}}}");
        assert_eq!(read(text, JSON, Some("rows"), 1).1.rows, [1, 2]);
        assert_eq!(read(&whole, JSON, Some("rows"), 1).1.rows, [1, 2]);
        for text in [text, &whole] {
            let (before, read) = read(text, JSON, Some("data"), 1);
            assert!(before == 0 && read.rows.is_empty() && read.failure.is_some());
        }
    }

    /// A row that comes in many pieces, and many rows in one.
    #[test]
    fn a_megabyte_is_read_byte_by_byte() {
        let long = "x".repeat(500_000);
        let rows = vec!["[y]"; 100_000];
        for (text, format, count) in [
            (serde_json::to_string(&(&long, &long)), JSON, 2),
            (serde_json::to_string(&rows), JSON, rows.len()),
            (Ok(format!("\"{long}\"\n\"{long}\"\n")), LINES, 2),
            (Ok(format!("data: \"{long}\"\n\ndata: \"{long}\"\n\n")), EVENTS, 2),
        ] {
            let text = text.expect("JSON");
            assert_eq!(read(&text, format, None, 1).0, count);
        }
    }
}
