//! The text of a response as a client reads it, as far as it came.

use serde_json::Value;

/// What a text tells.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) rows: Vec<Value>,
    /// Why it is not whole.
    pub(super) failure: Option<String>,
}

/// Reads lines, events or one JSON value, as the content type says. `items` is the member of an object that holds the rows.
pub(super) fn read(text: &str, content_type: &str, items: Option<&str>) -> Text {
    let is = |start: &str| content_type.starts_with(start);
    if is("text/event-stream") {
        events(text)
    } else if is("application/jsonl") || is("application/ndjson") || is("application/x-ndjson") {
        lines(text)
    } else if is("text/csv") {
        Text {
            rows: Vec::new(),
            failure: Some("the rows of a table are not read; look at its `text`".to_owned()),
        }
    } else {
        value(text, items)
    }
}

impl Text {
    /// Takes a line, or the data of an event. A record is known by its first member, as servers write it: rows that begin so are
    /// refused there.
    fn record(&mut self, text: &str) {
        let begins_with = |name| {
            let rest = text.strip_prefix("{\"");
            rest.and_then(|rest| rest.strip_prefix(name))
                .is_some_and(|rest| rest.starts_with("\":"))
        };
        if begins_with("$mark") || begins_with("$end") {
            return;
        }
        match serde_json::from_str::<Value>(text) {
            Ok(record) if begins_with("$error") => self.failure = Some(record["$error"].to_string()),
            Ok(row) => self.rows.push(row),
            Err(error) => self.failure = Some(format!("`{text}` is no JSON: {error}")),
        }
    }
}

fn lines(text: &str) -> Text {
    let mut read = Text::default();
    for line in text.split_inclusive('\n').filter(|line| !line.trim().is_empty()) {
        if line.ends_with('\n') {
            read.record(line.trim_end());
        } else {
            read.failure = Some(format!("ends within the line `{line}`"));
        }
    }
    read
}

/// The rows are the data of events, except of those called `end` and `error`.
fn events(text: &str) -> Text {
    let mut read = Text::default();
    for event in text.split_inclusive("\n\n") {
        let Some(event) = event.strip_suffix("\n\n") else {
            // A client drops what is not ended; where the response failed, its body says so.
            break;
        };
        let fields = |name: &'static str| {
            event
                .lines()
                .filter_map(move |line| line.strip_prefix(name)?.strip_prefix(':'))
                .map(|value| value.strip_prefix(' ').unwrap_or(value))
        };
        let data: Vec<_> = fields("data").collect();
        if !data.is_empty() {
            read.record(&data.join("\n"));
        }
    }
    read
}

/// The rows of a list, or of the list in an object; without one, the value itself is the row.
fn value(text: &str, items: Option<&str>) -> Text {
    match serde_json::from_str(text) {
        Ok(Value::Array(rows)) => Text { rows, failure: None },
        Ok(Value::Object(mut object)) => {
            let first_list = || {
                object
                    .iter()
                    .find(|(_, value)| value.is_array())
                    .map(|(name, _)| name.clone())
            };
            let has_items = object.get("items").is_some_and(Value::is_array);
            let name = match items {
                Some(name) => Some(name.to_owned()),
                None if has_items => Some("items".to_owned()),
                None => first_list(),
            };
            match name.map(|name| (object.remove(&name), name)) {
                Some((Some(Value::Array(rows)), _)) => Text { rows, failure: None },
                Some((_, name)) => Text {
                    rows: Vec::new(),
                    failure: Some(format!("there is no list `{name}` in {text}")),
                },
                None => Text {
                    rows: vec![Value::Object(object)],
                    failure: None,
                },
            }
        }
        Ok(document) => Text {
            rows: vec![document],
            failure: None,
        },
        // As the answer to `HEAD` is.
        Err(_) if text.is_empty() => Text::default(),
        Err(error) => Text {
            rows: cut_list(text, items),
            failure: Some(format!("the JSON is not whole: {error}")),
        },
    }
}

/// The rows of a list that ends before its bracket.
fn cut_list(text: &str, items: Option<&str>) -> Vec<Value> {
    let Some(mut rest) = start_of_list(text, items) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '\n', '\r', '\t', ',']);
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        let Some(Ok(row)) = values.next() else { return rows };
        let read = values.byte_offset();
        rows.push(row);
        rest = rest.get(read..).unwrap_or_default();
    }
}

/// What follows the opening bracket: of the text itself, or of the member of an object.
fn start_of_list<'t>(text: &'t str, items: Option<&str>) -> Option<&'t str> {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix('[') {
        return Some(rest);
    }
    let mut rest = text.strip_prefix('{')?;
    loop {
        rest = rest.trim_start_matches([' ', '\n', '\r', '\t', ',']);
        let mut names = serde_json::Deserializer::from_str(rest).into_iter::<String>();
        let name = names.next()?.ok()?;
        rest = rest
            .get(names.byte_offset()..)?
            .trim_start()
            .strip_prefix(':')?
            .trim_start();
        let is_list = rest.starts_with('[');
        if is_list && items.is_none_or(|items| items == name) {
            return rest.strip_prefix('[');
        }
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        values.next()?.ok()?;
        rest = rest.get(values.byte_offset()..)?;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rows(text: &str, content_type: &str) -> (Value, bool) {
        let read = read(text, content_type, None);
        (Value::from(read.rows), read.failure.is_none())
    }

    #[test]
    fn every_format_is_read_as_far_as_it_came() {
        let json = "application/json";
        let (lines, events) = ("application/x-ndjson", "text/event-stream");
        for (text, content_type, expected, whole) in [
            (r#"[{"a":1},{"a":2}]"#, json, json!([{"a":1},{"a":2}]), true),
            (r#"[{"a":1},{"a":2}"#, json, json!([{"a":1},{"a":2}]), false),
            (r#"[{"a":1},{"a":"#, json, json!([{"a":1}]), false),
            (r#"{"n":[7],"items":[1,2],"page":1}"#, json, json!([1, 2]), true),
            (r#"{"page":1,"data":[1,2]}"#, json, json!([1, 2]), true),
            (r#"{"at":{"x":[9]},"data":[1,"a]""#, json, json!([1, "a]"]), false),
            (r#"{"a":1}"#, json, json!([{"a":1}]), true),
            ("3", json, json!([3]), true),
            ("", json, json!([]), true),
            ("1\n2\n", lines, json!([1, 2]), true),
            ("1\n2", lines, json!([1]), false),
            (
                "1\n{\"$mark\":{}}\n2\n{\"$end\":{\"count\":2}}\n",
                lines,
                json!([1, 2]),
                true,
            ),
            ("1\n{\"$error\":{\"status\":500}}\n", lines, json!([1]), false),
            (
                ": ping\n\nid: 7\nevent: a\ndata: 1\n\ndata:2\n\n",
                events,
                json!([1, 2]),
                true,
            ),
            (
                "data: {\ndata: \"a\":1}\n\nevent: end\ndata: {\"$end\":{}}\n\n",
                events,
                json!([{"a":1}]),
                true,
            ),
            (
                "data: 1\n\nevent: error\ndata: {\"$error\":{}}\n\n",
                events,
                json!([1]),
                false,
            ),
        ] {
            assert_eq!(rows(text, content_type), (expected, whole), "{text}");
        }
    }

    #[test]
    fn the_list_can_be_named() {
        let text = r#"{"names":["a"],"rows":[1,2],"tail":0"#;
        assert_eq!(read(text, "application/json", Some("rows")).rows, [1, 2]);
        let whole = format!("{text}}}");
        assert_eq!(read(&whole, "application/json", Some("rows")).rows, [1, 2]);
        assert!(read(&whole, "application/json", Some("data")).failure.is_some());
    }
}
