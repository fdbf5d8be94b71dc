//! Memory is bounded, whatever a server sends.

use std::time::Duration;

use futures::{StreamExt, TryStreamExt, executor::block_on, stream};
use serde_json::{Value, value::RawValue};
use tokio::time::timeout;
use velithon_client::{Format, Reader, Reason, get};

use crate::support::{Answer, End, Server, URL, all, ask, failure, reader};

fn is_too_large(error: &velithon_client::Error, method: &str) -> bool {
    matches!(error.reason(), Reason::TooLarge { raise, .. } if *raise == method)
}

#[test]
fn an_item_is_as_long_as_it_may_be_and_no_longer() {
    let long = format!("\"{}\"", "x".repeat(98));
    for (format, body) in [
        (Format::Json, format!("[1,{long}]")),
        (Format::Json, format!("{{\"rows\":[1,{long}]}}")),
        (Format::Lines, format!("1\n{long}\n")),
        (Format::Events, format!("data: 1\n\ndata:{long}\n\n")),
    ] {
        for chunk in [1, 7, 1000] {
            for (limit, is_enough) in [(105, true), (99, false)] {
                let reader = reader::<Value>(format, &body, chunk).framed().max_item(limit);
                let rows: Result<Vec<_>, _> = block_on(reader.try_collect());
                if is_enough && format != Format::Events {
                    assert_eq!(rows.unwrap().len(), 2);
                } else if !is_enough {
                    assert!(is_too_large(&rows.unwrap_err(), "max_item"));
                }
            }
        }
    }
}

#[test]
fn what_never_ends_is_not_kept() {
    let endless = [
        (Format::Json, "[\"", "x"),
        (Format::Json, "[", "["),
        (Format::Json, "{\"a\":[1],", "\"b\":1,"),
        (Format::Json, "{\"", "a"),
        (Format::Lines, "", "1"),
        (Format::Events, "", "data: 1\n"),
        (Format::Events, "event: ", "x"),
    ];
    for (format, start, more) in endless {
        let more = more.repeat(1000);
        let mut came = 0;
        let chunks = stream::iter([start.to_owned()])
            .chain(stream::repeat(more))
            .map(Ok::<_, &str>)
            .inspect(|_| came += 1);
        let mut reader = Reader::<Box<RawValue>, _>::new(format, Box::pin(chunks)).max_item(10_000);
        let error = block_on(async {
            loop {
                match reader.try_next().await {
                    Ok(row) => assert!(row.is_some()),
                    Err(error) => break error,
                }
            }
        });
        assert!(is_too_large(&error, "max_item"), "{error:?}");
        drop(reader);
        assert!(came < 20, "{came} chunks");
    }
}

/// On the way to the rows, however often an object comes.
#[test]
fn objects_around_the_rows_are_not_kept_without_end() {
    for (start, more) in [
        ("{", r#""a":{},"#),
        (r#"{"a":{"#, r#""b":{},"#),
        (r#"{"a":{"b":{"rows":[1]}},"#, r#""a":{"b":{}},"#),
        (r#"{"a":{"#, r#""\u0000":7,"#),
    ] {
        let mut came = 0;
        let chunks = stream::iter([start.to_owned()])
            .chain(stream::repeat(more.repeat(1000)))
            .take(100)
            .map(Ok::<_, &str>)
            .inspect(|_| came += 1);
        let reader = Reader::<u64, _>::new(Format::Json, Box::pin(chunks));
        let rows: Result<Vec<_>, _> = block_on(reader.items("/a/b/rows").max_item(100_000).try_collect());
        let error = rows.unwrap_err();
        assert!(is_too_large(&error, "max_item"), "{error:?}");
        assert!(came < 20, "{came} chunks");
    }
}

#[tokio::test]
async fn what_is_held_is_bounded() {
    let body = (0..100).map(|row| format!("{row}\n")).collect::<Vec<_>>().concat();
    let with_mark = format!("{{\"$mark\":{{\"after\":\"1\"}}}}\n{body}");
    // No mark has come: there are none, and rows go on as they come.
    let server = Server::new(move |_, _| Answer::lines(body.clone()));
    let mut rows = get::<u64>(&server, "http://api.example/x").max_held(50).rows();
    let mut count = 0;
    while rows.try_next().await.unwrap().is_some() {
        count += 1;
    }
    assert_eq!(count, 100);
    // Where there are, a batch that is larger is an error.
    let server = Server::new(move |_, _| Answer::lines(with_mark.clone()));
    let mut rows = get::<u64>(&server, "http://api.example/x").max_held(50).rows();
    let error = rows.try_next().await.unwrap_err();
    assert!(is_too_large(&error, "max_held"));
    assert_eq!(
        error.resume().unwrap().to_string(),
        "after:1",
        "with more, it can go on"
    );
    let server = Server::new(|_, _| Answer::json("[11111,22222,33333]"));
    let mut pages = get::<u64>(&server, "http://api.example/x").max_held(14).pages();
    assert!(is_too_large(&pages.try_next().await.unwrap_err(), "max_held"));
}

/// The limit is one of what is held at a time, and not of a walk.
#[tokio::test]
async fn what_is_held_is_counted_anew_with_each_batch_and_behind_each_cut() {
    let two = 2 * size_of::<u64>();
    let batches = (1..=9).map(|at| format!("1\n2\n{{\"$mark\":{{\"after\":\"{at}\"}}}}\n"));
    let batches = batches.collect::<Vec<_>>().concat();
    let export = Server::new(move |_, _| Answer::lines(batches.clone() + "{\"$end\":{}}\n"));
    let rows = all(get::<u64>(&export, URL).max_held(two).rows()).await.unwrap().0;
    assert_eq!(rows, [1, 2].repeat(9));

    let pages = Server::new(|nth, _| match nth {
        8 => Answer::json(r#"{"items":[1,2],"next":null}"#),
        _ => Answer::json(format!(r#"{{"items":[1,2],"next":"?page={nth}"}}"#)),
    });
    let rows = all(get::<u64>(&pages, URL).max_held(two).rows()).await.unwrap().0;
    assert_eq!(rows, [1, 2].repeat(9));

    let cuts = Server::new(|nth, _| match nth {
        0 => Answer::lines("0\n{\"$mark\":{\"after\":\"a\"}}\n1\n2\n").cut(usize::MAX, End::Cut),
        1..5 => Answer::lines("1\n2\n").cut(usize::MAX, End::Cut),
        _ => Answer::lines("1\n2\n{\"$end\":{}}\n"),
    });
    let rows = all(get::<u64>(&cuts, URL).max_held(two).resume(5).rows())
        .await
        .unwrap()
        .0;
    assert_eq!(rows, [0, 1, 2]);
}

#[test]
fn members_count_by_what_they_take() {
    let tiny = "\"\":1,".repeat(1000);
    let long_names = format!("\"{}\":1,", "x".repeat(4_000)).repeat(3);
    for members in [tiny, long_names] {
        let body = format!("{{{members}\"rows\":[]}}");
        let reader = reader::<u64>(Format::Json, &body, 1000).max_item(10_000);
        let rows: Result<Vec<_>, _> = block_on(reader.try_collect());
        assert!(is_too_large(&rows.unwrap_err(), "max_item"), "{members:.20}");
    }
}

#[tokio::test]
async fn an_error_is_read_only_so_far() {
    let error = failure(ask(Answer::of("text/html", "x".repeat(1 << 20)).with_status(500)).rows()).await;
    assert_eq!(error.problem().unwrap().detail().unwrap().len(), 500);
}

#[tokio::test]
async fn a_problem_is_read_up_to_64_kib() {
    let around = r#"{"code":"large","detail":""}"#.len();
    let problem = |length: usize| format!(r#"{{"code":"large","detail":"{}"}}"#, "x".repeat(length - around));
    for chunk in [1_000, 64 * 1024, usize::MAX] {
        for (length, is_whole) in [(64 * 1024, true), (64 * 1024 + 1, false)] {
            let answer = Answer::of("application/problem+json", problem(length)).with_status(400);
            let error = failure(ask(answer.chunks(chunk)).rows()).await;
            let code = error.problem().unwrap().code();
            assert_eq!(code.is_some(), is_whole, "{length} bytes in chunks of {chunk}");
        }
    }
}

/// The clock goes on where all wait.
#[tokio::test(start_paused = true)]
async fn the_end_of_a_long_error_is_not_waited_for() {
    let endless = Answer::of("text/html", "x".repeat(1 << 20)).with_status(500);
    let failed = failure(ask(endless.cut(1 << 18, End::Never)).rows());
    let failed = timeout(Duration::from_secs(60), failed).await;
    assert_eq!(failed.unwrap().problem().unwrap().detail().unwrap().len(), 500);
}

#[tokio::test]
async fn bodies_without_rows_are_errors_that_say_so() {
    for (answer, says) in [
        (
            Answer::of("text/html", "<p>"),
            "the body has the type text/html, which has no rows",
        ),
        (
            Answer::json("[1]").header("content-encoding", "br"),
            "the body has the encoding \"br\", which the HTTP client does not undo",
        ),
        (Answer::json("\"x\""), "the body has neither an array nor an object"),
        (
            Answer::json("[1]x"),
            "the body has something behind the end of the JSON text",
        ),
    ] {
        assert_eq!(failure(ask(answer).rows()).await.to_string(), says);
    }
}

#[tokio::test]
async fn a_row_of_another_type_is_an_error_with_its_place() {
    let server = Server::new(|_, _| Answer::json("[1,\"two\"]"));
    let mut rows = get::<u64>(&server, "http://api.example/x").rows();
    assert_eq!(rows.try_next().await.unwrap(), Some(1));
    let error = rows.try_next().await.unwrap_err();
    assert!(matches!(
        error.reason(),
        Reason::Row {
            rows: 1,
            resume: None,
            ..
        }
    ));
    assert!(
        std::error::Error::source(&error)
            .unwrap()
            .to_string()
            .starts_with("invalid type: string")
    );
}
