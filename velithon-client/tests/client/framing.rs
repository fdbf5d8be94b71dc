//! The framing against `serde_json` on the whole text.

use futures::{TryStreamExt, executor::block_on, stream};
use proptest::prelude::*;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use velithon_client::{Format, Reader, Reason, get};

use crate::support::{Answer, Server, URL, reader};

fn read(format: Format, text: &[u8], chunks: &[usize]) -> Option<Vec<Value>> {
    read_as(text, chunks, |parts| Reader::new(format, parts))
}

fn read_as(text: &[u8], chunks: &[usize], reader: impl FnOnce(Parts) -> Reader<Value, Parts>) -> Option<Vec<Value>> {
    let mut sizes = chunks.iter().copied().cycle();
    let mut rest = text;
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (part, behind) = rest.split_at(sizes.next().unwrap_or(1).clamp(1, rest.len()));
        parts.push(Ok::<_, &str>(bytes::Bytes::copy_from_slice(part)));
        rest = behind;
    }
    let reader = reader(stream::iter(parts)).framed();
    block_on(reader.try_collect()).ok()
}

type Parts = stream::Iter<std::vec::IntoIter<Result<bytes::Bytes, &'static str>>>;

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<i16>().prop_map(|number| Value::from(f64::from(number) / 4.0)),
        "[\\\\\"{}\\[\\],:a\u{e9}\u{1f980}\n]{0,40}".prop_map(Value::from),
        // Longer than the blocks that the framing looks at.
        ("[a\\\\\"{}]{0,3}", 0_usize..300, "[\\\\\"\\]]{0,2}")
            .prop_map(|(start, length, end)| Value::from(start + &"x".repeat(length) + &end)),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec(("[a-z\\\\\"]{0,4}", inner), 0..6)
                .prop_map(|members| Value::from(serde_json::Map::from_iter(members))),
        ]
    })
}

proptest! {
    #[test]
    fn rows_are_what_was_written(rows in prop::collection::vec(any_json(), 0..8), chunks in prop::collection::vec(1_usize..200, 1..5)) {
        let array = serde_json::to_vec_pretty(&rows).unwrap();
        prop_assert_eq!(read(Format::Json, &array, &chunks), Some(rows.clone()));
        let compact = serde_json::to_vec(&rows).unwrap();
        prop_assert_eq!(read(Format::Json, &compact, &chunks), Some(rows.clone()));
        let page = format!(r#" {{"total": {{"a]":["[",1]}}, "rows" : {} , "b\"":"}}" }} "#, String::from_utf8(array).unwrap());
        let only_list = read(Format::Json, page.as_bytes(), &chunks);
        prop_assert_eq!(only_list, Some(rows.clone()));
        let within = format!(r#"{{"rows":[0],"a/b":{{"n":{{}},"in" :{page},"rows":7}}}}"#);
        let of_object = read_as(within.as_bytes(), &chunks, |parts| {
            Reader::new(Format::Json, parts).items("/a~1b/in/rows")
        });
        prop_assert_eq!(of_object, Some(rows.clone()));
        let lines = rows.iter().map(|row| format!("{row}\r\n\n")).collect::<Vec<_>>().concat();
        prop_assert_eq!(read(Format::Lines, lines.as_bytes(), &chunks), Some(rows.clone()));
        for line_end in ["\n", "\r", "\r\n"] {
            let events = rows.iter().map(|row| format!(": x\nevent:row\ndata: {row}\n\n").replace('\n', line_end)).collect::<Vec<_>>().concat();
            prop_assert_eq!(read(Format::Events, events.as_bytes(), &chunks), Some(rows.clone()));
        }
    }

    #[test]
    fn what_is_no_json_is_no_end(text in "[\\[\\]{}\",:1 a\\\\\n]{0,24}", chunks in prop::collection::vec(1_usize..8, 1..3)) {
        let whole: Option<Vec<Value>> = serde_json::from_str(&text).ok();
        let bare = text.trim_start().starts_with('[');
        if bare {
            prop_assert_eq!(read(Format::Json, text.as_bytes(), &chunks), whole);
        }
        let lines: Option<Vec<Value>> = text
            .split('\n')
            .filter(|line| !line.trim_ascii().is_empty())
            .map(|line| serde_json::from_str(line).ok())
            .collect();
        // A number at the end may have been longer.
        let lines = lines.filter(|_| !text.trim_end_matches(' ').ends_with('1') || text.ends_with("\"1"));
        prop_assert_eq!(read(Format::Lines, text.as_bytes(), &chunks), lines);
    }
}

#[test]
fn odd_texts_are_what_they_are() {
    let rows = |text: &str| read(Format::Json, text.as_bytes(), &[1]).map(|rows| rows.len());
    assert_eq!(rows("\u{feff}[1,2]"), Some(2));
    for chunk in [1, 2, 4, 100] {
        let marked = |format, text: &str| read(format, text.as_bytes(), &[chunk]).map(|rows| rows.len());
        assert_eq!(marked(Format::Lines, "\u{feff}1\n2\n"), Some(2));
        assert_eq!(marked(Format::Events, "\u{feff}data: 1\n\ndata: 2\n\n"), Some(2));
        assert_eq!(marked(Format::Events, "\u{feff}\ndata: 1\n\n"), Some(1));
    }
    assert_eq!(rows(r#"{"items":[],"total":0}"#), Some(0));
    assert_eq!(rows(r#"{"items":[1],"other":[]}"#), None, "two lists");
    assert_eq!(rows(r#"{"message":"hello"}"#), None, "no list");
    assert_eq!(rows("[1,]"), None);
    assert_eq!(rows("[,1]"), None);
    assert_eq!(rows("[1 2]"), None);
    assert_eq!(rows("[1]]"), None);
    assert_eq!(rows("[1][2]"), None);
    assert_eq!(rows("[01]"), None);
    assert_eq!(rows("[{]}]"), None);
    assert_eq!(rows("7"), None);
    assert_eq!(rows(""), None);
    assert_eq!(rows(r#"{"a":1,}"#), None);
    assert_eq!(rows(r#"{"items":[1],}"#), None);
    assert_eq!(rows(r#"{"items":[1]"#), None);
    assert_eq!(rows(r#"{"items":[1],"next":"#), None);
}

/// A chunk may end behind any byte of a string, a backslash among them, and the next one begins with as much of it as is looked at
/// at once.
#[test]
fn strings_go_on_in_the_next_chunk_wherever_that_begins() {
    for start in ["", "\\n", "\\\\", "\\\"", "\\u005c", "{[\\\"]}"] {
        for length in [0, 1, 62, 63, 64, 65, 130, 300] {
            for end in ["", "\\\"", "\\\\", "]}"] {
                let item = format!("{{\"a\":[\"{start}{}{end}\"]}}", "x".repeat(length));
                let text = format!("[{item},7]");
                let expected: Vec<Value> = serde_json::from_str(&text).unwrap();
                for cut in 1..24 {
                    let rows = read(Format::Json, text.as_bytes(), &[cut, text.len()]);
                    assert_eq!(rows.as_ref(), Some(&expected), "{text} cut at {cut}");
                }
            }
        }
    }
}

/// Lines end in any of three ways, and a chunk may end within a line's end.
#[test]
fn events_of_several_lines_are_read_whatever_ends_their_lines() {
    let text = ": x\ndata: [1,\nid: 7\ndata: 2]\n\nid: a\0b\ndata: 3\n\nid: 8\nid: a\0b\ndata: 4\n\n\nid: 9\n\ndata: 5\n\nevent: end\n\n";
    let expected = [
        (json!([1, 2]), Some("event:7")),
        // An id with a zero byte is none.
        (json!(3), None),
        (json!(4), Some("event:8")),
        // That of an event without data is no place behind the next one.
        (json!(5), None),
    ];
    for line_end in ["\n", "\r", "\r\n"] {
        let text = text.replace('\n', line_end);
        for chunk in 1..=text.len() {
            let server = Server::new({
                let answer = Answer::events(text.clone()).chunks(chunk);
                move |_, _| answer.clone()
            });
            let mut rows = get::<Value>(&server, URL).rows();
            for (row, place) in &expected {
                let read = block_on(rows.try_next()).unwrap();
                assert_eq!(read.as_ref(), Some(row), "{text:?} in chunks of {chunk}");
                let position = rows.position().map(|position| position.to_string());
                assert_eq!(position.as_deref(), *place, "{text:?} in chunks of {chunk}");
            }
            assert_eq!(block_on(rows.try_next()).unwrap(), None);
        }
    }
}

/// A row that takes nothing of its text.
#[derive(Debug)]
struct Blind;

impl<'de> Deserialize<'de> for Blind {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Ok(Self)
    }
}

#[test]
fn a_row_that_does_not_take_its_text_is_an_error_wherever_its_chunk_ends() {
    for text in ["[{},{},{}]", "[\"a\",\"b\"]", "[[], []]"] {
        for chunk in [1, 3, 100] {
            let rows: Result<Vec<Blind>, _> = block_on(reader(Format::Json, text, chunk).try_collect());
            assert!(
                matches!(rows.unwrap_err().reason(), Reason::Row { rows: 0, .. }),
                "{text}"
            );
        }
    }
}

#[test]
fn rows_of_any_length_follow_each_other() {
    // Shorter and longer than what is looked at ahead, which ends within a character at times.
    let lengths = [1, 100, 300, 3, 5_000, 2, 700, 200, 127, 128, 129, 40_000, 1, 1];
    let rows: Vec<Value> = lengths.map(|length| json!({ "text": "é\"\\".repeat(length) })).to_vec();
    let text = serde_json::to_vec(&rows).unwrap();
    for chunk in [1, 7, 255, 256, 4_096, 16_384, text.len()] {
        assert_eq!(
            read(Format::Json, &text, &[chunk]),
            Some(rows.clone()),
            "chunks of {chunk}"
        );
    }
}

#[test]
fn what_is_wrong_with_a_row_is_said_the_same_wherever_its_chunk_ends() {
    for text in [
        r#"[{"id":1},{"id":"x"},{"id":3}]"#,
        r#"[{"id":1},{"id":2,},{"id":3}]"#,
        r#"[{"id":1},{"id":2]},{"id":3}]"#,
        "[{\"id\":1},{\"id\":2,\"x\":\"\u{1}\"},{\"id\":3}]",
    ] {
        let error = |chunk| {
            let rows: Result<Vec<Row>, _> = block_on(reader(Format::Json, text, chunk).try_collect());
            format!("{:?}", rows.unwrap_err())
        };
        for chunk in 2..text.len() {
            assert_eq!(error(chunk), error(1), "{text} in chunks of {chunk}");
        }
    }
}

#[derive(Debug, Deserialize)]
struct Row {
    #[expect(dead_code, reason = "read as every member of a row is")]
    id: u64,
}
