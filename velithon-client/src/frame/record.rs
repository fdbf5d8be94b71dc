use std::fmt::{self, Formatter};

use serde::{
    Deserialize,
    de::{Deserializer, MapAccess, Visitor},
};
use serde_json::{Map, Value, value::RawValue};

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
    /// The members of a problem, as far as they are kept.
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
    #[serde(rename = "$error", deserialize_with = "problem")]
    Error(Map<String, Value>),
}

/// As much as is kept of a problem, in bytes of its text: a value takes many times as many. That is as much as is read of a response
/// that is one.
const PROBLEM: usize = 64 * 1024;

/// The members of a problem, without those that would make it too long.
fn problem<'de, D: Deserializer<'de>>(problem: D) -> Result<Map<String, Value>, D::Error> {
    problem.deserialize_map(Problem)
}

struct Problem;

impl<'de> Visitor<'de> for Problem {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("the members of a problem")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let (mut problem, mut room) = (Map::new(), PROBLEM);
        while let Some(name) = members.next_key::<String>()? {
            let text = members.next_value::<&RawValue>()?.get();
            // What is no value, such as half of a surrogate pair, is left out as well.
            if let Some(left) = room.checked_sub(name.len() + text.len())
                && let Ok(value) = serde_json::from_str(text)
            {
                room = left;
                problem.insert(name, value);
            }
        }
        Ok(problem)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_kept_as_far_as_there_is_room_for_its_members() {
        let most = PROBLEM - "a".len() - "status503".len() - 2;
        for (length, is_kept) in [(most, true), (most + 1, false)] {
            let long = "x".repeat(length);
            let text = format!("{{\"$error\":{{\"status\":503,\"a\":\"{long}\",\"after\":\"\\ud83d\"}}}}");
            let Ok(Some(record)) = Record::read(text.as_bytes()) else {
                panic!("it is a record");
            };
            let Record::Error(problem) = *record else {
                panic!("it is an error");
            };
            assert_eq!(problem["status"], 503);
            assert_eq!(problem.contains_key("a"), is_kept, "{length}");
            assert!(!problem.contains_key("after"));
        }
    }
}
