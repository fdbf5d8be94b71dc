//! Bodies in every format, cut at every byte, in chunks of every size.

use futures::{StreamExt, TryStreamExt, executor::block_on, stream};
use serde_json::Value;
use velithon_client::{Error, Format, Proof, Reader, Reason};

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

/// The connection behind a proven end may fail as it likes.
#[test]
fn a_failure_behind_all_bytes_is_a_cut_only_where_they_do_not_prove_the_end() {
    for recorded in &CORPUS {
        for chunk in 1..=64 {
            let (_, end) = read(recorded, recorded.body, chunk, true, true);
            match end {
                Ok(proof) => assert!(proof == recorded.proof && proof > Proof::Framing),
                Err(error) => assert!(recorded.proof == Proof::Framing && error.is_truncated(), "{error:?}"),
            }
        }
    }
}

/// What the bytes end in may go on, whatever HTTP says of their end.
#[test]
fn a_body_that_ends_within_a_line_or_an_event_is_a_cut() {
    for (format, behind, is_whole) in [
        (Format::Lines, "\"2\"", true),
        (Format::Lines, "{}", true),
        (Format::Lines, " \r", true),
        (Format::Lines, "2", false),
        (Format::Lines, "-", false),
        (Format::Lines, " 2 ", false),
        (Format::Lines, "{", false),
        (Format::Lines, "{\"$end\":{\"count\":1}", false),
        (Format::Events, "", true),
        (Format::Events, ": x\n", true),
        (Format::Events, "retry: 5\n", true),
        (Format::Events, "id: 7\n\n", true),
        (Format::Events, "event: x\n\n", true),
        (Format::Events, "data: 2\n", false),
        (Format::Events, "data: 2\r", false),
        (Format::Events, "data: 2", false),
        (Format::Events, "data:\n", false),
        (Format::Events, "d", false),
        (Format::Events, "id: 7\n", false),
        (Format::Events, "event: $error\n", false),
        (Format::Events, "event: end\n", false),
    ] {
        let first = if format == Format::Lines { "1\n" } else { "data: 1\n\n" };
        let body = format!("{first}{behind}");
        for chunk in 1..=body.len() {
            let rows: Result<Vec<_>, _> = block_on(reader::<Value>(format, &body, chunk).framed().try_collect());
            match rows {
                Ok(_) => assert!(is_whole, "{body:?} in chunks of {chunk}"),
                Err(error) => assert!(
                    !is_whole && error.is_truncated(),
                    "{body:?} in chunks of {chunk}: {error:?}"
                ),
            }
        }
    }
}

/// A reader has no headers that it could ask for.
#[test]
fn an_end_that_nothing_proves_says_what_a_reader_is_told_of_its_stream() {
    let rows: Result<Vec<_>, _> = block_on(reader::<u32>(Format::Lines, "1\n", 100).try_collect());
    let says = "cut after 1 rows, before the end was proven: the body ended, and nothing proves that it is whole: \
                `.framed()` says that its stream fails where it is cut";
    assert_eq!(format!("{:#}", rows.unwrap_err()), says);
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

/// A mark counts the rows from the start of the body or from the mark before it, an end all of them.
#[test]
fn counts_that_do_not_agree_are_a_cut() {
    for (first, second, end, says) in [
        (2, 3, 3, None),
        (2, 1, 3, None),
        (1, 3, 3, Some("the server sent 1 rows, and 2 came")),
        (3, 3, 3, Some("the server sent 3 rows, and 2 came")),
        (2, 2, 3, Some("the server sent 2 rows, and 1 came")),
        (2, 0, 3, Some("the server sent 0 rows, and 1 came")),
        (2, 4, 3, Some("the server sent 4 rows, and 1 came")),
        (2, 3, 2, Some("the server sent 2 rows, and 3 came")),
        (2, 3, 4, Some("the server sent 4 rows, and 3 came")),
    ] {
        let mark = |count| format!("{{\"$mark\":{{\"count\":{count},\"after\":\"x\"}}}}");
        // The last line is one without its line break, too.
        for line_end in ["\n", ""] {
            let (first, second) = (mark(first), mark(second));
            let body = format!("1\n2\n{first}\n3\n{second}\n{{\"$end\":{{\"count\":{end}}}}}{line_end}");
            let reader = reader::<u32>(Format::Lines, &body, 100).framed();
            let rows: Result<Vec<_>, _> = block_on(reader.try_collect());
            let why = rows.as_ref().err().and_then(std::error::Error::source);
            assert_eq!(why.map(ToString::to_string).as_deref(), says, "{body}");
            assert_eq!(rows.is_err_and(|error| error.is_truncated()), says.is_some(), "{body}");
        }
    }
}

/// A reader tells of one body alone: whether that is all of an export, and where the next one goes on.
#[test]
fn a_reader_says_where_another_request_goes_on() {
    let mark = "1\n2\n{\"$mark\":{\"after\":\"b\"}}\n3\n";
    for (rest, is_complete, place) in [
        (
            "{\"$end\":{\"complete\":false,\"after\":\"c\"}}\n",
            Some(false),
            Some("after:c"),
        ),
        (
            "{\"$end\":{\"complete\":true,\"after\":\"c\"}}\n",
            Some(true),
            Some("after:c"),
        ),
        ("{\"$end\":{\"after\":\"c\"}}\n", Some(true), Some("after:c")),
        ("{\"$end\":{}}\n", Some(true), None),
        ("{\"$mark\":{\"after\":\"c\"}}\n", None, Some("after:c")),
        ("", None, None),
        ("{\"$error\":{\"after\":\"c\"}}\n", None, Some("after:c")),
        ("{\"$error\":{}}\n", None, None),
        ("\"no number\"\n", None, None),
    ] {
        let text = format!("{mark}{rest}");
        let mut rows = reader::<u64>(Format::Lines, &text, 1);
        let position = |rows: &Reader<_, _>| rows.position().map(|position| position.to_string());
        block_on(async {
            for row in 1..=3 {
                assert_eq!(rows.try_next().await.unwrap(), Some(row));
                // The mark behind a row is read with the next one.
                assert_eq!((position(&rows), rows.is_complete()), (None, false), "{text:?}");
            }
            match rows.try_next().await {
                Ok(row) => assert!(row.is_none() && is_complete.is_some(), "{text:?}"),
                Err(error) => {
                    assert!(is_complete.is_none(), "{text:?}: {error:?}");
                    assert_eq!(error.resume().map(ToString::to_string).as_deref(), place, "{text:?}");
                    match error.reason() {
                        Reason::Truncated { rows, resume, .. } | Reason::Row { rows, resume, .. } => {
                            assert_eq!((*rows, resume.as_ref()), (3, error.resume()), "{text:?}");
                        }
                        Reason::Failed { resume, .. } => assert_eq!(resume.as_ref(), error.resume(), "{text:?}"),
                        _ => panic!("{text:?}: {error:?}"),
                    }
                }
            }
            assert_eq!(position(&rows).as_deref(), place, "{text:?}");
            assert_eq!(rows.is_complete(), is_complete == Some(true), "{text:?}");
        });
    }
}

#[test]
fn an_error_record_says_where_to_go_on() {
    let body = "1\n2\n{\"$error\":{\"title\":\"Internal Server Error\",\"status\":500,\"after\":\"1.x\"}}";
    for line_end in ["\n", ""] {
        let mut reader = reader::<u32>(Format::Lines, format!("{body}{line_end}"), 100).framed();
        block_on(async {
            assert_eq!(reader.try_next().await.unwrap(), Some(1));
            assert_eq!(reader.try_next().await.unwrap(), Some(2));
            let error = reader.try_next().await.unwrap_err();
            assert_eq!(error.problem().unwrap().status(), 500);
            assert_eq!(error.resume().unwrap().to_string(), "after:1.x");
        });
    }
}
