//! Bodies in every format, cut at every byte, in chunks of every size.

use futures::{StreamExt, TryStreamExt, executor::block_on, stream};
use serde_json::Value;
use velithon_client::{Error, Format, Proof, Reader};

use crate::support::reader;

/// A body as the store sends it, recorded by `checks/client/record`; the exports have marks behind three rows already.
struct Recorded {
    format: Format,
    body: &'static [u8],
    /// What proves the end.
    proof: Proof,
}

const CORPUS: [Recorded; 6] = [
    Recorded {
        format: Format::Json,
        body: include_bytes!("../corpus/array.json"),
        proof: Proof::Syntax,
    },
    Recorded {
        format: Format::Json,
        body: include_bytes!("../corpus/page.json"),
        proof: Proof::Syntax,
    },
    Recorded {
        format: Format::Lines,
        body: include_bytes!("../corpus/lines.jsonl"),
        proof: Proof::Framing,
    },
    Recorded {
        format: Format::Lines,
        body: include_bytes!("../corpus/export.jsonl"),
        proof: Proof::Record,
    },
    Recorded {
        format: Format::Events,
        body: include_bytes!("../corpus/events.txt"),
        proof: Proof::Record,
    },
    Recorded {
        format: Format::Events,
        body: include_bytes!("../corpus/export.txt"),
        proof: Proof::Record,
    },
];

/// The rows that come of a body, and how it ends.
fn read(
    recorded: &Recorded,
    text: &[u8],
    chunk: usize,
    is_framed: bool,
    is_reset: bool,
) -> (Vec<Value>, Result<Proof, Error>) {
    let chunks = text.chunks(chunk).map(|chunk| Ok(bytes::Bytes::copy_from_slice(chunk)));
    let reset = is_reset.then(|| Err("reset"));
    let source = stream::iter(chunks.chain(reset).collect::<Vec<Result<_, &str>>>());
    let mut reader = Reader::<Value, _>::new(recorded.format, source);
    if is_framed {
        reader = reader.framed();
    }
    let mut rows = Vec::new();
    block_on(async {
        loop {
            match reader.try_next().await {
                Ok(Some(row)) => rows.push(row),
                Ok(None) => return (rows, Ok(reader.proof().unwrap())),
                Err(error) => {
                    // It stays so.
                    assert!(reader.try_next().await.is_err());
                    return (rows, Err(error));
                }
            }
        }
    })
}

#[test]
fn a_cut_is_never_an_end_and_no_row_is_one_that_was_not_sent() {
    for recorded in &CORPUS {
        let whole = recorded.body;
        let (sent, proof) = read(recorded, whole, usize::MAX, true, false);
        assert_eq!(proof.unwrap(), recorded.proof);
        assert!(sent.len() >= 3, "a corpus of few rows shows little");
        for cut in 0..whole.len() {
            let mut first: Option<usize> = None;
            for chunk in 1..=64 {
                for (is_framed, is_reset) in [(false, false), (true, false), (true, true)] {
                    let (rows, end) = read(recorded, &whole[..cut], chunk, is_framed, is_reset);
                    assert!(sent.starts_with(&rows), "cut at {cut}, chunks of {chunk}");
                    if !is_framed {
                        assert_eq!(
                            *first.get_or_insert(rows.len()),
                            rows.len(),
                            "the same rows whatever the chunks"
                        );
                    }
                    match end {
                        Err(error) => assert!(error.is_truncated(), "{error:?}"),
                        // The text is complete, but for white space.
                        Ok(Proof::Syntax | Proof::Record) => {
                            assert_eq!(rows.len(), sent.len());
                            assert!(whole[cut..].trim_ascii().is_empty(), "cut at {cut}");
                        }
                        // HTTP says so, and the server could not: only where it sends no records.
                        Ok(_) => {
                            assert!(is_framed && !is_reset);
                            let has_records = whole.windows(7).any(|text| text == b"\"$mark\"");
                            let is_first_batch = !whole[..cut].windows(7).any(|text| text == b"\"$mark\"");
                            assert!(!has_records || is_first_batch, "cut at {cut}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn chunks_of_every_size_give_the_same_rows() {
    for recorded in &CORPUS {
        let (sent, _) = read(recorded, recorded.body, usize::MAX, true, false);
        for chunk in 1..=64 {
            let (rows, end) = read(recorded, recorded.body, chunk, true, false);
            assert_eq!(rows, sent);
            assert_eq!(end.unwrap(), recorded.proof);
        }
    }
}

#[test]
fn what_is_required_is_not_had_for_less() {
    for (required, is_enough) in [(Proof::Framing, true), (Proof::Syntax, false), (Proof::Record, false)] {
        let reader = reader::<u32>(Format::Lines, "1\n2\n", 100).framed().require(required);
        let rows: Result<Vec<_>, _> = block_on(reader.try_collect());
        assert_eq!(rows.is_ok(), is_enough);
    }
}

#[test]
fn as_a_stream_it_ends_behind_an_error() {
    let reader = reader::<u32>(Format::Json, "[1,2", 100);
    let items: Vec<_> = block_on(reader.collect());
    assert!(
        matches!(&*items, [Ok(1), Err(error)] if error.is_truncated()),
        "{items:?}"
    );
}

#[test]
fn counts_that_do_not_agree_are_a_cut() {
    for body in [
        "1\n2\n{\"$end\":{\"count\":3}}\n",
        "1\n{\"$mark\":{\"count\":2,\"after\":\"x\"}}\n",
    ] {
        let reader = reader::<u32>(Format::Lines, body, 100).framed();
        let rows: Result<Vec<_>, _> = block_on(reader.try_collect());
        assert!(rows.unwrap_err().is_truncated());
    }
}

#[test]
fn an_error_record_says_where_to_go_on() {
    let body = "1\n2\n{\"$error\":{\"title\":\"Internal Server Error\",\"status\":500,\"after\":\"1.x\"}}\n";
    let mut reader = reader::<u32>(Format::Lines, body, 100);
    block_on(async {
        assert_eq!(reader.try_next().await.unwrap(), Some(1));
        assert_eq!(reader.try_next().await.unwrap(), Some(2));
        let error = reader.try_next().await.unwrap_err();
        assert_eq!(error.problem().unwrap().status(), 500);
        assert_eq!(error.resume().unwrap().to_string(), "after:1.x");
    });
}
