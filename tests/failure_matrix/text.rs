//! What stands in a body.

use serde_json::Value;

use crate::cells::Format;

/// The parts of a body, whole or cut short.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// How many items there are. They are the numbers from 0, in their order.
    pub(crate) items: u32,
    /// The `status` of an error record, or what the last line of a table says, which is the last thing in the body.
    pub(crate) record: Option<u64>,
    /// Whether the format's own end is there: the closing bracket, the event `end`, or the end of a table's last line.
    pub(crate) ended: bool,
}

impl Parts {
    /// # Errors
    ///
    /// What is no prefix of a response of numbers.
    pub(crate) fn of(body: &str, format: Format) -> Result<Self, String> {
        match format {
            Format::Array => Self::of_array(body),
            Format::Ndjson => Self::of_records(body, "\n", |record| Some((record, record))),
            Format::Sse => Self::of_records(body, "\n\n", |record| {
                let (event, data) = record.rsplit_once("data: ")?;
                Some((event.trim_end(), data))
            }),
            Format::Csv => Self::of_table(body),
        }
    }

    fn of_array(body: &str) -> Result<Self, String> {
        let mut parts = Self::default();
        let Some(items) = body.strip_prefix('[') else {
            return if body.is_empty() {
                Ok(parts)
            } else {
                Err(format!("no array: {}", head(body)))
            };
        };
        let items = items.strip_suffix(']').inspect(|_| parts.ended = true).unwrap_or(items);
        for item in items.split(',').filter(|item| !item.is_empty()) {
            parts.count(item)?;
        }
        Ok(parts)
    }

    fn of_records<'b>(
        body: &'b str,
        end: &str,
        read: impl Fn(&'b str) -> Option<(&'b str, &'b str)>,
    ) -> Result<Self, String> {
        let mut parts = Self::default();
        for record in body.split_terminator(end) {
            if parts.record.is_some() {
                return Err(format!("after the error record: {}", head(record)));
            }
            let (event, data) = read(record).ok_or_else(|| format!("no record: {}", head(record)))?;
            if event == "event: end" {
                parts.ended = true;
            } else if data.starts_with('{') {
                let error: Value = serde_json::from_str(data).map_err(|error| error.to_string())?;
                parts.record = error["$error"]["status"].as_u64();
            } else {
                parts.count(data)?;
            }
        }
        Ok(parts)
    }

    fn of_table(body: &str) -> Result<Self, String> {
        let mut parts = Self::default();
        let rows = body
            .strip_prefix("value\r\n")
            .ok_or_else(|| format!("no table: {}", head(body)))?;
        let rows = rows
            .strip_suffix("\r\n")
            .inspect(|_| parts.ended = true)
            .unwrap_or(rows);
        for row in rows.split("\r\n") {
            if parts.record.is_some() {
                return Err(format!("after the last line: {}", head(row)));
            }
            match row.strip_prefix("\"$error: ") {
                None => parts.count(row)?,
                Some("I'm a teapot") => parts.record = Some(418),
                Some("Internal Server Error") => parts.record = Some(500),
                Some(other) => return Err(format!("an error: {}", head(other))),
            }
        }
        Ok(parts)
    }

    fn count(&mut self, item: &str) -> Result<(), String> {
        if item != self.items.to_string() {
            return Err(format!("item {} is {}", self.items, head(item)));
        }
        self.items += 1;
        Ok(())
    }
}

fn head(text: &str) -> &str {
    text.get(..80).unwrap_or(text)
}

/// # Errors
///
/// That it is something else.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(what: &str, is: &T, must_be: &T) -> Result<(), String> {
    if is == must_be {
        Ok(())
    } else {
        Err(format!("{what}: {is:?}, not {must_be:?}"))
    }
}
