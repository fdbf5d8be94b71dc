//! Feeds, whose rows are not to wait for a mark, and futures that are dropped.

use std::time::Duration;

use futures::{FutureExt, StreamExt, stream};
use http::Version;
use serde_json::{Value, json};
use tokio::time::Instant;
use velithon_client::{Format, Proof, Reader, get};

use crate::support::{Answer, End, Server, URL, ask, failure, read};

#[tokio::test]
async fn a_feed_that_is_silent_between_rows_is_not_held() {
    // The sleep of this server ends at once: a second has passed.
    let server = Server::new(|_, _| Answer::lines("1\n2\n").cut(4, End::Never));
    let mut rows = get::<u64>(&server, "http://api.example/x").rows();
    assert_eq!(rows.try_next().await.unwrap(), Some(1));
    assert_eq!(rows.try_next().await.unwrap(), Some(2));
    assert!(rows.try_next().now_or_never().is_none());
    assert!(rows.position().is_none());
}

/// A page is not one, however slow it is, and who reads pages has no use for a part of one.
#[tokio::test]
async fn what_is_no_feed_is_held_however_long_it_is_silent() {
    let silent = |answer: Answer| answer.cut(usize::MAX, End::Never);
    let page = ask(silent(Answer::json("{\"items\":[1,2,3")));
    assert!(page.clone().rows().try_next().now_or_never().is_none());
    assert!(page.rows().at_once().try_next().now_or_never().is_some());
    let feed = ask(silent(Answer::lines("1\n2\n")));
    assert!(feed.clone().pages().try_next().now_or_never().is_none());
    assert!(feed.rows().try_next().now_or_never().is_some());
    let announced = Answer::lines("1\n2\n").header("link-template", "\"{?cursor}\"; rel=\"next\"");
    assert!(ask(silent(announced)).rows().try_next().now_or_never().is_none());
}

/// Rows whose mark is late, and then a cut.
fn late_mark(answer: fn(&'static str) -> Answer, nth: usize, is_announced: bool) -> Answer {
    let (first, rest) = if answer("").is_lines() {
        (
            "1\n2\n{\"$mark\":{\"after\":\"a\"}}\n3\n",
            "3\n{\"$mark\":{\"after\":\"b\"}}\n{\"$end\":{\"count\":1}}\n",
        )
    } else {
        (
            "data: 1\n\nid: a\ndata: 2\n\ndata: 3\n\n",
            "id: b\ndata: 3\n\nevent: end\n\n",
        )
    };
    let answer = if nth == 0 {
        let (rows, _) = first.split_at(first.find("id:").or(first.find('{')).unwrap());
        answer(first)
            .pause(rows.len(), Duration::from_secs(5))
            .cut(first.len(), End::Cut)
    } else {
        answer(rest)
    };
    if is_announced {
        answer.header("link-template", "\"{?cursor}\"; rel=\"next\"")
    } else {
        answer
    }
}

#[tokio::test(start_paused = true)]
async fn rows_whose_mark_is_late_wait_for_it_where_marks_are_announced() {
    for answer in [Answer::lines, Answer::events] as [fn(&'static str) -> Answer; 2] {
        for is_announced in [true, false] {
            let server = Server::new(move |nth, _| late_mark(answer, nth, is_announced)).with_clock();
            let start = Instant::now();
            let mut rows = get::<u64>(&server, URL).resume(1).rows();
            assert_eq!(rows.try_next().await.unwrap(), Some(1));
            let waited = start.elapsed();
            // By tokio's clock, which is of milliseconds.
            let expected = Duration::from_secs(if is_announced { 5 } else { 1 });
            assert!(
                waited >= expected && waited < expected + Duration::from_millis(5),
                "{waited:?}"
            );
            assert_eq!(rows.try_next().await.unwrap(), Some(2));
            assert_eq!(rows.position().is_some(), is_announced);
            let (rest, end) = read(rows).await;
            assert_eq!((rest, end.unwrap()), (vec![3], Some(Proof::Record)));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn each_response_has_a_second_for_its_first_mark() {
    let silence = Duration::from_millis(900);
    let server = Server::new(move |nth, _| match nth {
        0 => Answer::lines("1\n").pause(2, silence).cut(2, End::Cut),
        _ => Answer::lines("1\n{\"$mark\":{\"after\":\"a\"}}\n{\"$end\":{}}\n").pause(2, silence),
    });
    let mut rows = get::<u64>(&server.with_clock(), URL).resume(1).rows();
    assert_eq!(rows.try_next().await.unwrap(), Some(1));
    assert_eq!(rows.position().unwrap().to_string(), "after:a");
}

#[tokio::test]
async fn an_end_without_a_record_is_a_cut_where_marks_are_announced() {
    let answer = Answer::lines("1\n2\n");
    let (rows, end) = read(ask(answer.clone()).rows()).await;
    assert_eq!((rows, end.unwrap()), (vec![1, 2], Some(Proof::Framing)));
    let announced = answer.header("link-template", "\"{?cursor}\"; rel=\"next\"");
    let (rows, end) = read(ask(announced).rows()).await;
    assert!(rows.is_empty() && end.unwrap_err().is_truncated());
}

#[tokio::test]
async fn an_event_with_an_id_is_handed_out_with_it() {
    let server = Server::new(|nth, request| {
        let last = request
            .headers()
            .get("last-event-id")
            .map(|id| id.to_str().unwrap().to_owned());
        assert_eq!(last.as_deref(), (nth > 0).then_some("7"));
        match nth {
            0 => Answer::events("retry: 5\nid: 7\ndata: 1\n\ndata: 2\n").cut(30, End::Cut),
            _ => Answer::events("id: 8\ndata: 2\n\nevent: end\ndata\n\n"),
        }
    });
    let mut rows = get::<u64>(&server, "http://api.example/x").resume(1).rows();
    assert_eq!(rows.try_next().await.unwrap(), Some(1));
    assert_eq!(rows.position().unwrap().to_string(), "event:7");
    assert_eq!(rows.try_next().await.unwrap(), Some(2));
    assert_eq!(rows.try_next().await.unwrap(), None);
    assert_eq!(rows.proof(), Some(Proof::Record));
    assert_eq!(
        server.waited(),
        [std::time::Duration::from_millis(5)],
        "the feed says how long"
    );
}

/// A live feed is live, however short its silences are.
#[tokio::test(start_paused = true)]
async fn rows_wait_for_a_mark_for_a_second_in_all() {
    let feed = Answer::lines("1\n2\n3\n")
        .pause(2, Duration::from_millis(700))
        .cut(usize::MAX, End::Never);
    let start = Instant::now();
    let server = Server::new(move |_, _| feed.clone()).with_clock();
    let mut rows = get::<u64>(&server, URL).rows();
    for row in 1..=3 {
        assert_eq!(rows.try_next().await.unwrap(), Some(row));
        let waited = start.elapsed();
        assert!(
            waited >= Duration::from_secs(1) && waited < Duration::from_millis(1_005),
            "{waited:?}"
        );
    }
}

/// The id of an event promises no other.
#[tokio::test(start_paused = true)]
async fn events_without_an_id_wait_for_one_no_longer_than_a_second() {
    const EVENTS: &str = "id: a\ndata: 1\n\ndata: 2\n\ndata: 3\n\n";
    let (silence, second) = (Duration::from_secs(2), Duration::from_secs(1));
    let server = Server::new(move |nth, request| {
        let last = request.headers().get("last-event-id").map(|id| id.to_str().unwrap());
        assert_eq!(last, (nth > 0).then_some("a"));
        match nth {
            0 => Answer::events(EVENTS)
                .pause(EVENTS.find("data: 3").unwrap(), silence)
                .cut(usize::MAX, End::Cut),
            _ => Answer::events("data: 2\n\ndata: 3\n\ndata: 4\n\nid: b\nevent: end\n\n"),
        }
    });
    let start = Instant::now();
    let mut rows = get::<u64>(&server.with_clock(), URL).resume(1).rows();
    for (row, place, seconds) in [(1, Some("event:a"), 0), (2, None, 1), (3, None, 2)] {
        assert_eq!(rows.try_next().await.unwrap(), Some(row));
        assert_eq!(rows.position().map(|place| place.to_string()).as_deref(), place);
        let waited = start.elapsed();
        assert!(waited >= second * seconds && waited < second * seconds + Duration::from_millis(5));
    }
    // Those that were handed out without one come again, and are skipped.
    let (rest, end) = read(rows).await;
    assert_eq!((rest, end.unwrap()), (vec![4], Some(Proof::Record)));
    // Or until so many are held.
    let feed = ask(Answer::events(EVENTS).cut(usize::MAX, End::Never)).max_held(8);
    let mut rows = feed.rows();
    for row in 1..=3 {
        assert_eq!(rows.try_next().await.unwrap(), Some(row));
    }
    // Those that are announced are waited for.
    let announced = Answer::events(EVENTS).header("link-template", "\"{?cursor}\"; rel=\"next\"");
    let mut rows = ask(announced.cut(usize::MAX, End::Never)).rows();
    assert_eq!(rows.try_next().await.unwrap(), Some(1));
    assert!(rows.try_next().now_or_never().is_none());
}

#[tokio::test]
async fn a_row_that_looks_like_a_record_is_a_row() {
    let rows = [
        json!({"$end": {}}),
        json!({"$error": {"status": 500}}),
        json!({"$mark": {"after": "x"}}),
    ];
    let server = Server::new({
        let rows = rows.clone();
        move |_, _| {
            let [end, error, mark] = &rows;
            Answer::events(format!(
                "data: {end}\n\nid: 7\ndata: {error}\n\nevent: row\ndata: {mark}\n\nevent: end\ndata: {{\"$end\":{{\"count\":3}}}}\n\n"
            ))
        }
    });
    let mut read = get::<Value>(&server, "http://api.example/x").rows();
    for row in rows {
        assert_eq!(read.try_next().await.unwrap(), Some(row));
    }
    assert_eq!(read.try_next().await.unwrap(), None);
}

#[tokio::test]
async fn an_end_without_data_is_one() {
    let server = Server::new(|_, _| Answer::events("data: 1\n\nevent: end\n\n").cut(100, End::Never));
    let mut rows = get::<u64>(&server, "http://api.example/x").rows();
    assert_eq!(rows.try_next().await.unwrap(), Some(1));
    assert_eq!(rows.try_next().await.unwrap(), None);
}

/// The last chunk is waited for, as a connection is used again then; not for ever.
#[tokio::test(start_paused = true)]
async fn an_end_that_is_proven_is_one_where_the_connection_stays_open() {
    let page = r#"{"items":[1,2],"next_cursor":null}"#;
    for (answer, proof, is_feed) in [
        (Answer::json("[1,2]"), Proof::Syntax, false),
        (Answer::json(page), Proof::Record, false),
        (Answer::lines("1\n2\n{\"$end\":{\"count\":2}}\n"), Proof::Record, false),
        (
            Answer::events("data: 1\n\ndata: 2\n\nevent: end\n\n"),
            Proof::Record,
            true,
        ),
    ] {
        for (last_chunk, waits) in [(50, 50), (3_000, 200)] {
            let length = answer.length();
            let answer = answer.clone().pause(length, Duration::from_millis(last_chunk));
            let start = Instant::now();
            let server = Server::new(move |_, _| answer.clone()).with_clock();
            let (rows, end) = read(get::<u64>(&server, URL).rows()).await;
            assert_eq!((rows, end.unwrap()), (vec![1, 2], Some(proof)));
            // A feed's server waits for the client to leave.
            let waits = Duration::from_millis(if is_feed { 0 } else { waits });
            let waited = start.elapsed();
            assert!(
                waited >= waits && waited < waits + Duration::from_millis(5),
                "{waited:?}"
            );
        }
    }
    // A second after its row, the end is proven, and the last chunk has not come: its place counts.
    let late = "1\n{\"$end\":{\"after\":\"a\"}}\n";
    let late = Answer::lines(late)
        .pause(2, Duration::from_millis(900))
        .cut(usize::MAX, End::Never);
    let server = Server::new(move |_, _| late.clone()).with_clock();
    let mut rows = get::<u64>(&server, URL).rows();
    assert_eq!(rows.try_next().await.unwrap(), Some(1));
    assert_eq!(rows.position().unwrap().to_string(), "after:a");
    let chunks = stream::iter([Ok::<_, &str>("[1,2]")]).chain(stream::pending());
    let mut reader = Reader::<u64, _>::new(Format::Json, chunks).framed();
    for row in [Some(1), Some(2), None] {
        assert_eq!(reader.try_next().now_or_never().unwrap().unwrap(), row);
    }
}

#[tokio::test]
async fn a_dropped_future_loses_nothing() {
    let chunks = stream::iter(["[1,", "2", ",3", "]"]).flat_map(|chunk| {
        // Each chunk comes only when it is asked for a second time.
        let mut is_first = true;
        stream::poll_fn(move |cx| {
            if std::mem::take(&mut is_first) {
                cx.waker().wake_by_ref();
                return std::task::Poll::Pending;
            }
            std::task::Poll::Ready(Some(Ok::<_, &str>(chunk)))
        })
        .take(1)
    });
    let mut reader = Reader::<u64, _>::new(Format::Json, Box::pin(chunks));
    let mut rows = Vec::new();
    for _ in 0..100 {
        match reader.try_next().now_or_never() {
            Some(Ok(Some(row))) => rows.push(row),
            Some(Ok(None)) => break,
            Some(Err(error)) => panic!("{error}"),
            None => {}
        }
    }
    assert_eq!(rows, [1, 2, 3]);
    assert_eq!(reader.proof(), Some(Proof::Syntax));
}

#[tokio::test]
async fn lines_whose_end_is_a_closed_connection_have_no_proof() {
    for (version, is_whole) in [
        (Version::HTTP_10, false),
        (Version::HTTP_11, false),
        (Version::HTTP_2, true),
    ] {
        let server = Server::new(move |_, _| Answer::lines("1\n2\n").version(version));
        let mut rows = get::<u64>(&server, "http://api.example/x").rows().at_once();
        assert_eq!(rows.try_next().await.unwrap(), Some(1));
        assert_eq!(rows.try_next().await.unwrap(), Some(2));
        assert_eq!(rows.try_next().await.is_ok(), is_whole, "{version:?}");
    }
    // As where reqwest has undone a `Content-Encoding`, and taken the length away with it.
    let decoded = Answer::lines("1\n2\n").version(Version::HTTP_11);
    let error = failure(ask(decoded).rows()).await;
    let why = std::error::Error::source(&error).unwrap().to_string();
    assert!(
        error.is_truncated() && why.contains(r#"`.header("accept-encoding", "identity")`"#),
        "{why}"
    );
    let server = Server::new(|_, _| {
        Answer::lines("1\n2")
            .version(Version::HTTP_10)
            .header("content-length", "3")
    });
    let mut rows = get::<u64>(&server, "http://api.example/x").rows();
    assert_eq!(rows.try_next().await.unwrap(), Some(1));
    assert_eq!(rows.try_next().await.unwrap(), Some(2));
    assert_eq!(rows.try_next().await.unwrap(), None);
    assert_eq!(rows.proof(), Some(Proof::Framing));
    let short = Server::new(|_, _| Answer::lines("1\n2\n").header("content-length", "9"));
    assert!(
        get::<u64>(&short, "http://api.example/x")
            .rows()
            .try_next()
            .await
            .unwrap_err()
            .is_truncated()
    );
}

fn assert_send<T: Send>(_: &T) {}

#[tokio::test]
async fn a_walk_can_be_spawned() {
    let server = Server::new(|_, _| Answer::json("[1]"));
    let mut rows = get::<u64>(&server, "http://api.example/x").rows();
    assert_send(&rows);
    let handle = tokio::spawn(async move { rows.try_next().await });
    assert_eq!(handle.await.unwrap().unwrap(), Some(1));
    let items: Vec<_> = get::<u64>(&server, "http://api.example/x").rows().collect().await;
    assert_eq!(items.len(), 1);
}
