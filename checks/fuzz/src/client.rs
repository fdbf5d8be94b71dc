//! Whatever a body is, and however it is cut into chunks: the rows are those of serde_json on the whole text, and only text that is
//! whole has an end.

#![no_main]

use futures::{TryStreamExt, executor::block_on, stream};
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value};
use velithon_client::{Format, Proof, Reader};

/// The rows of a body, and what proves its end.
fn read(format: Format, text: &[u8], chunk: usize) -> (Vec<Value>, Option<Proof>) {
    let chunks = text.chunks(chunk).map(|chunk| Ok::<_, &str>(chunk.to_vec()));
    let mut reader = Reader::new(format, stream::iter(chunks)).framed();
    let mut rows = Vec::new();
    let end = block_on(async {
        while let Some(row) = reader.try_next().await? {
            rows.push(row);
        }
        Ok::<_, velithon_client::Error>(())
    });
    assert_eq!(end.is_ok(), reader.proof().is_some());
    // It is a stream too, with the same rows.
    let again = Reader::<Value, _>::new(format, stream::iter([Ok::<_, &str>(text.to_vec())])).framed();
    let again: Result<Vec<_>, _> = block_on(again.try_collect());
    assert_eq!(again.is_ok(), end.is_ok(), "one chunk or many");
    assert!(again.is_err() || again.is_ok_and(|again| again == rows));
    (rows, reader.proof())
}

/// The only list of an object, if there is one.
fn only_list(object: Map<String, Value>) -> Option<Vec<Value>> {
    let mut lists = object.into_iter().filter_map(|(_, value)| match value {
        Value::Array(list) => Some(list),
        _ => None,
    });
    lists.next().filter(|_| lists.next().is_none())
}

fuzz_target!(|input: &[u8]| {
    let [chunk, text @ ..] = input else { return };
    let chunk = usize::from(*chunk).max(1);

    let (rows, proof) = read(Format::Json, text, chunk);
    let whole = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    match serde_json::from_slice(whole) {
        Ok(Value::Array(all)) => assert_eq!((rows, proof), (all, Some(Proof::Syntax))),
        // A member that comes twice is the last one to serde_json, and both to the reader.
        Ok(Value::Object(object)) => {
            if let (Some(list), Some(_)) = (only_list(object), proof) {
                assert_eq!(rows, list);
            }
        }
        // Deeper than it reads.
        _ => assert!(proof.is_none() || text.iter().filter(|byte| matches!(byte, b'[' | b'{')).count() > 126),
    }

    let (rows, proof) = read(Format::Lines, text, chunk);
    let lines = whole
        .split(|byte| *byte == b'\n')
        // Blanks alone are an empty line. Around a row, some of them are none to JSON, such as a form feed.
        .filter(|line| !line.trim_ascii().is_empty());
    if !text.windows(2).any(|text| text == b"\"$") {
        let all: Vec<Option<Value>> = lines.map(|line| serde_json::from_slice(line).ok()).collect();
        let good: Vec<_> = all.iter().map_while(Option::as_ref).cloned().collect();
        assert!(good.starts_with(&rows));
        // The last number may have been longer.
        let is_cut = !text.ends_with(b"\n") && rows.len() + 1 == good.len();
        assert!(rows.len() == good.len() || is_cut);
        assert_eq!(proof.is_some(), rows.len() == all.len());
    } else if proof == Some(Proof::Record) {
        assert!(text.windows(6).any(|text| text == b"\"$end\""));
    }

    // Every row of events is the data of some lines.
    let (rows, _) = read(Format::Events, text, chunk);
    assert!(rows.len() <= text.windows(4).filter(|text| text == b"data").count());
});
