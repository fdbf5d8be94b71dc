//! Exports as Velithon sends them: whatever is cut, the client ends with exactly the rows there are.

use std::{fmt::Write, time::Duration};

use futures::FutureExt;
use http::Request;
use serde_json::json;
use velithon_client::{Asked, Get, Proof, Reason, Resume, get};

use crate::support::{Answer, End, Server, failure, number, parameter, read};

/// An export of the numbers from 0 on: what it answers to a request.
fn export(request: &Request<()>, rows: u64, batch: u64, as_events: bool) -> Answer {
    let from = parameter(request, "cursor").map(|cursor| cursor.trim_start_matches("1.").parse::<u64>().unwrap() + 1);
    let seen = request.headers().get("last-event-id");
    let seen = seen.map(|id| id.to_str().unwrap().trim_start_matches("1.").parse::<u64>().unwrap() + 1);
    let start = from.or(seen).unwrap_or(0);
    let mut body = String::new();
    for row in start..rows {
        let is_last_of_batch = (row - start + 1).is_multiple_of(batch) || row + 1 == rows;
        if as_events {
            if is_last_of_batch {
                writeln!(body, "id: 1.{row}").unwrap();
            }
            writeln!(body, "data: {}\n", json!({ "id": row })).unwrap();
        } else {
            writeln!(body, "{}", json!({ "id": row })).unwrap();
            if is_last_of_batch {
                writeln!(
                    body,
                    "{}",
                    json!({"$mark": {"count": row - start + 1, "after": format!("1.{row}")}})
                )
                .unwrap();
            }
        }
    }
    let after = (rows > 0).then(|| format!("1.{}", rows - 1));
    let end = json!({"$end": {"count": rows.saturating_sub(start), "complete": true, "after": after}});
    if as_events {
        Answer::events(body + &format!("event: end\ndata: {end}\n\n"))
    } else {
        Answer::lines(body + &format!("{end}\n"))
    }
}

#[derive(serde::Deserialize)]
struct Row {
    id: u64,
}

#[tokio::test]
async fn a_cut_at_any_byte_loses_and_repeats_no_row() {
    let length = 420;
    for as_events in [false, true] {
        for at_once in [false, true] {
            for end in [End::Clean, End::Cut] {
                for cut in 0..length {
                    for chunk in [1, 13, usize::MAX] {
                        let server = Server::new(move |nth, request| {
                            let answer = export(request, 17, 5, as_events).chunks(chunk);
                            // Cut twice, the second time somewhere else.
                            match nth {
                                0 => answer.cut(cut, end),
                                1 => answer.cut(cut * 7 % length, end),
                                _ => answer,
                            }
                        });
                        let mut rows = get::<Row>(&server, "http://api.example/people?x=1").resume(3).rows();
                        if at_once {
                            rows = rows.at_once();
                        }
                        let mut ids = Vec::new();
                        while let Some(row) = rows.try_next().await.unwrap() {
                            ids.push(row.id);
                            // What is kept with the rows leads behind exactly these.
                            if let Some(position) = rows.position() {
                                let kind = if as_events { "event" } else { "after" };
                                assert_eq!(position.to_string(), format!("{kind}:1.{}", row.id));
                            }
                        }
                        // A clean end before the first mark is one of lines without records, to whoever takes that.
                        let is_taken_for_whole = rows.proof() == Some(Proof::Framing);
                        assert!(
                            !is_taken_for_whole || end == End::Clean && ids.len() <= 5,
                            "cut at {cut}"
                        );
                        if !is_taken_for_whole {
                            assert_eq!(
                                ids,
                                (0..17).collect::<Vec<_>>(),
                                "cut at {cut}, {end:?}, at once: {at_once}"
                            );
                        }
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn who_requires_a_record_is_not_deceived_by_a_proxy() {
    for cut in 0..420 {
        let server = Server::new(move |nth, request| {
            let answer = export(request, 17, 5, false);
            if nth == 0 { answer.cut(cut, End::Clean) } else { answer }
        });
        let mut rows = get::<Row>(&server, "http://api.example/people")
            .resume(1)
            .require(Proof::Record)
            .rows();
        let mut ids = Vec::new();
        while let Some(row) = rows.try_next().await.unwrap() {
            ids.push(row.id);
        }
        assert_eq!(ids, (0..17).collect::<Vec<_>>(), "cut at {cut}");
        assert_eq!(rows.proof(), Some(Proof::Record));
    }
}

#[tokio::test]
async fn an_early_end_leads_on() {
    let server = Server::new(|_, request| {
        let from = parameter(request, "cursor").map_or(0, |cursor| cursor.parse::<u64>().unwrap());
        let to = (from + 4).min(10);
        let rows = (from..to).map(|row| format!("{row}\n")).collect::<Vec<_>>().concat();
        let end = json!({"$end": {"count": to - from, "complete": to == 10, "after": to.to_string()}});
        Answer::lines(format!("{rows}{end}\n"))
    });
    let mut rows = get::<u64>(&server, "http://api.example/n?q=a%20b&cursor=0&z").rows();
    let mut all = Vec::new();
    while let Some(row) = rows.try_next().await.unwrap() {
        all.push(row);
    }
    assert_eq!(all, (0..10).collect::<Vec<_>>());
    assert_eq!(
        server.asked(),
        [
            "/n?q=a%20b&cursor=0&z",
            "/n?q=a%20b&z&cursor=4",
            "/n?q=a%20b&z&cursor=8"
        ]
    );
    assert_eq!(rows.position().unwrap().to_string(), "after:10");
}

/// As of a server that looks only for so long for rows that a filter lets through.
#[tokio::test]
async fn an_early_end_without_rows_leads_on_too() {
    let server = Server::new(|_, request| {
        let at = number(request, "cursor");
        let row = if at == 3 { "7\n" } else { "" };
        let end = json!({"$end": {"complete": at == 3, "after": (at + 1).to_string()}});
        Answer::lines(format!("{row}{end}\n"))
    });
    let (rows, end) = read(get::<u64>(&server, "http://api.example/n").rows()).await;
    assert_eq!((rows, end.unwrap()), (vec![7], Some(Proof::Record)));
    assert_eq!(server.asked().len(), 4);
}

/// By the first mark behind them, which is one from before, or by the rows where the parameter is a guess.
#[tokio::test]
async fn rows_from_before_are_known_when_they_come_again() {
    const FIRST: &str = "1\n{\"$mark\":{\"after\":\"a\"}}\n2\n{\"$mark\":{\"after\":\"b\"}}\n";
    for (own, from, row, record, after, is_again) in [
        (Some("c"), None, "0\n", "$mark", "a", true),
        (Some("c"), None, "0\n", "$mark", "b", true),
        (Some("c"), None, "0\n", "$end", "b", true),
        (Some("c"), None, "0\n", "$error", "b", true),
        (Some("c"), None, "3\n", "$mark", "c", false),
        (Some("c"), None, "1\n", "$mark", "c", false),
        (None, None, "1\n", "$mark", "c", true),
        (None, None, "3\n", "$mark", "c", false),
        (Some("c"), None, "", "$end", "b", false),
        // Where a walk begins that goes on behind another one.
        (Some("c"), Some("after:b"), "2\n", "$mark", "b", true),
        (Some("c"), Some("after:b"), "3\n", "$mark", "c", false),
    ] {
        let case = format!("{own:?} {from:?} {row:?} {record} {after}");
        let end = if record == "$mark" { "{\"$end\":{}}\n" } else { "" };
        let second = format!("{row}{{\"{record}\":{{\"after\":\"{after}\"}}}}\n{end}");
        let is_cut_first = from.is_none();
        let server = Server::new(move |nth, _| match nth {
            0 if is_cut_first => Answer::lines(FIRST).cut(FIRST.len(), End::Cut),
            _ => Answer::lines(second.clone()),
        });
        let mut asked = get::<u64>(&server, "http://api.example/n").resume(1);
        if let Some(own) = own {
            asked = asked.cursor_parameter(own);
        }
        if let Some(from) = from {
            asked = asked.from(from.parse::<Resume>().unwrap());
        }
        let (rows, end) = read(asked.rows()).await;
        let before = if is_cut_first { &[1, 2][..] } else { &[] };
        assert!(rows.starts_with(before), "{case}: {rows:?}");
        match end {
            Ok(_) => assert!(!is_again, "{case}"),
            Err(error) => {
                assert!(is_again && rows == before, "{case}: {error:?}");
                let parameter = own.unwrap_or("cursor");
                assert!(
                    matches!(error.reason(), Reason::NoProgress { asked: Asked::Parameter(name), .. } if name == parameter),
                    "{case}: {error:?}"
                );
            }
        }
    }
}

/// Rows from the first one on, whatever was asked for, with marks behind each so many.
fn from_the_start(rows: u64, batch: u64) -> Answer {
    let line = |row: u64| match row % batch {
        0 => format!("{row}\n{{\"$mark\":{{\"after\":\"c{row}\"}}}}\n"),
        _ => format!("{row}\n"),
    };
    Answer::lines((1..=rows).map(line).collect::<String>() + "{\"$end\":{}}\n")
}

/// The server ignores the cursor, and its batches are longer or shorter the next time.
#[tokio::test]
async fn rows_from_before_are_known_in_other_batches() {
    const END: usize = "{\"$end\":{}}\n".len();
    for (own, first, second, before, again) in [
        // No mark is one from before, or none of the first, but the rows are.
        (None, 10, 7, 30, 0),
        (None, 20, 10, 20, 0),
        (None, 7, 70, 35, 0),
        (None, 1, 50, 35, 0),
        // By a mark that has been passed, or by the one that was asked for.
        (Some("c"), 10, 20, 30, 0),
        (Some("c"), 20, 10, 20, 10),
    ] {
        for at_once in [false, true] {
            let server = Server::new(move |nth, _| match nth {
                0 => {
                    let answer = from_the_start(35, first);
                    let length = answer.length() - END;
                    answer.cut(length, End::Cut)
                }
                _ => from_the_start(60, second),
            });
            let mut asked = get::<u64>(&server, "http://api.example/n").resume(3);
            if let Some(own) = own {
                asked = asked.cursor_parameter(own);
            }
            let rows = asked.rows();
            let (rows, end) = read(if at_once { rows.at_once() } else { rows }).await;
            let case = format!("{own:?} {first} {second} at once: {at_once}");
            let (before, again) = if at_once { (35, 0) } else { (before, again) };
            assert_eq!(rows, (1..=before).chain(1..=again).collect::<Vec<_>>(), "{case}");
            let error = end.unwrap_err();
            let is_known = matches!(error.reason(), Reason::NoProgress { .. });
            // Rows that came without their mark are known by their text, and these are others.
            assert!(is_known || at_once && error.is_truncated(), "{case}: {error:?}");
        }
    }
}

/// As where a proxy drops the header that names the parameter: another process has had the rows, and does not know them.
#[tokio::test]
async fn rows_from_before_another_process_are_known_by_a_look_at_the_first_ones() {
    for (second, cut) in [(10, None), (7, None), (10, Some(20))] {
        let server = Server::new(move |nth, _| match (nth, cut) {
            // The look, too, may be cut.
            (1, Some(at)) => from_the_start(60, 10).cut(at, End::Cut),
            (0, _) => from_the_start(60, 10),
            _ => from_the_start(60, second),
        });
        let kept = "after:c30".parse::<Resume>().unwrap();
        let (rows, end) = read(get::<u64>(&server, "http://api.example/n").from(kept).resume(5).rows()).await;
        let error = end.unwrap_err();
        assert!(
            matches!(error.reason(), Reason::NoProgress { asked: Asked::Parameter(name), .. } if name == "cursor"),
            "{error:?}"
        );
        assert!(rows.is_empty(), "{rows:?}");
        assert_eq!(error.resume().unwrap().to_string(), "after:c30");
        let (cursor, start) = ("/n?cursor=c30", "/n");
        let mut asked = vec![cursor, start, cursor];
        if cut.is_some() {
            asked.insert(1, start);
        }
        assert_eq!(server.asked(), asked);
    }
}

/// A walk behind another process, and what it is answered with in turn.
fn behind_another(answers: Vec<Answer>) -> (Server, Get<u64>) {
    let server = Server::new(move |nth, _| answers[nth].clone());
    let kept = "after:c30".parse::<Resume>().unwrap();
    let asked = get::<u64>(&server, "http://api.example/n").from(kept);
    (server, asked)
}

/// As of a feed that begins with what comes from now on.
#[tokio::test]
async fn a_look_at_first_rows_does_not_wait_for_ever() {
    const NEW: &str = "7\n{\"$end\":{}}\n";
    let silent = |body: &'static str| Answer::lines(body).cut(usize::MAX, End::Never);
    for (first, second, is_again) in [("5\n6\n", NEW, false), ("5\n6\n", "5\n6\n7\n{\"$end\":{}}\n", true)] {
        let (server, asked) = behind_another(vec![Answer::lines(second), silent(first), Answer::lines(second)]);
        let (rows, end) = read(asked.rows()).now_or_never().expect("it ends");
        match end {
            Ok(_) => assert!(!is_again && rows == [7]),
            Err(error) => assert!(
                is_again && matches!(error.reason(), Reason::NoProgress { .. }),
                "{error:?}"
            ),
        }
        assert_eq!(server.waited(), [Duration::from_secs(1)]);
    }
    // Without a row, nothing is known: it is a cut, which may pass.
    let (server, asked) = behind_another(vec![Answer::lines(NEW), silent(""), silent("5\n"), Answer::lines(NEW)]);
    let (rows, end) = read(asked.clone().rows()).now_or_never().expect("it ends");
    let error = end.unwrap_err();
    assert!(rows.is_empty() && error.is_truncated() && format!("{error:#}").contains("`.cursor_parameter("));
    assert_eq!(error.resume().unwrap().to_string(), "after:c30");
    assert_eq!(server.waited(), [Duration::from_secs(60)]);
    let (_, asked) = behind_another(vec![Answer::lines(NEW), silent(""), silent("5\n"), Answer::lines(NEW)]);
    let (rows, end) = read(asked.resume(1).rows()).now_or_never().expect("it ends");
    assert_eq!((rows, end.unwrap()), (vec![7], Some(Proof::Record)));
}

#[tokio::test]
async fn a_look_that_is_refused_is_tried_again_or_says_so() {
    let later = [
        Answer::status(503),
        Answer::lines("{\"$error\":{\"status\":503}}\n"),
        Answer::lost(),
    ];
    let again = || from_the_start(60, 10);
    for refusal in later {
        let (server, asked) = behind_another(vec![again(), refusal, again(), again()]);
        let (rows, end) = read(asked.resume(1).rows()).await;
        assert!(rows.is_empty() && matches!(end.unwrap_err().reason(), Reason::NoProgress { .. }));
        let (cursor, start) = ("/n?cursor=c30", "/n");
        assert_eq!(server.asked(), [cursor, start, start, cursor]);
    }
    let (_, asked) = behind_another(vec![again(), Answer::status(400)]);
    let error = failure(asked.resume(1).rows()).await;
    assert_eq!(error.problem().unwrap().status(), 400);
    let says = format!("{error:#}");
    assert!(
        says.starts_with("the server failed: 400") && says.contains("`.cursor_parameter("),
        "{says}"
    );
    assert_eq!(error.resume().unwrap().to_string(), "after:c30");
}

/// By the mark that was asked for, where the parameter is known, and is not read all the same.
#[tokio::test]
async fn rows_up_to_the_place_of_another_process_are_an_error_there() {
    let server = Server::new(|_, _| from_the_start(60, 10));
    let place = "cursor:c=c30";
    let kept = place.parse::<Resume>().unwrap();
    let (rows, end) = read(get::<u64>(&server, "http://api.example/n").from(kept).resume(5).rows()).await;
    let error = end.unwrap_err();
    assert!(matches!(error.reason(), Reason::NoProgress { .. }), "{error:?}");
    assert_eq!((rows, server.asked().len()), ((1..=20).collect(), 1));
    // Rows that came again lead nowhere.
    assert_eq!(error.resume().unwrap().to_string(), place);
}

#[tokio::test]
async fn an_end_may_name_the_place_of_the_mark_before_it() {
    let server = Server::new(|nth, _| match nth {
        0 => Answer::lines("1\n{\"$mark\":{\"after\":\"a\"}}\n2\n{\"$mark\":{\"after\":\"b\"}}\n")
            .cut(usize::MAX, End::Cut),
        _ => Answer::lines("3\n{\"$mark\":{\"after\":\"c\"}}\n{\"$end\":{\"after\":\"c\"}}\n"),
    });
    let (rows, end) = read(get::<u64>(&server, "http://api.example/n").resume(1).rows()).await;
    assert_eq!((rows, end.unwrap()), (vec![1, 2, 3], Some(Proof::Record)));
}

#[tokio::test]
async fn an_early_end_that_leads_nowhere_is_an_error() {
    let server =
        Server::new(|_, _| Answer::lines(r#"{"$end":{"count":0,"complete":false,"after":"1"}}"#.to_owned() + "\n"));
    let mut rows = get::<u64>(&server, "http://api.example/n").rows();
    let error = rows.try_next().await.unwrap_err();
    assert!(matches!(error.reason(), Reason::Loop { .. }), "{error:?}");
    assert_eq!(server.asked().len(), 2, "the same place twice");
    let server = Server::new(|_, _| Answer::lines("{\"$end\":{\"complete\":false}}\n"));
    assert!(
        get::<u64>(&server, "http://api.example/n")
            .rows()
            .try_next()
            .await
            .is_err()
    );
}

/// Each of its places is another one than the one before.
#[tokio::test]
async fn early_ends_without_rows_that_lead_in_a_circle_are_an_error() {
    for as_events in [false, true] {
        for lead in [0, 2] {
            let server = Server::new(move |nth, _| {
                assert!(nth < 9, "it would go on for ever");
                let place = if nth < lead { nth } else { lead + (nth - lead) % 3 };
                let end = json!({"$end": {"complete": false, "after": place.to_string()}});
                match (as_events, nth) {
                    (false, 0) => Answer::lines(format!("7\n{end}\n")),
                    (false, _) => Answer::lines(format!("{end}\n")),
                    (true, 0) => Answer::events(format!("data: 7\n\nevent: end\ndata: {end}\n\n")),
                    (true, _) => Answer::events(format!("event: end\ndata: {end}\n\n")),
                }
            });
            let (rows, end) = read(get::<u64>(&server, "http://api.example/n").rows()).await;
            let error = end.unwrap_err();
            assert!(matches!(error.reason(), Reason::Loop { .. }), "{error:?}");
            assert_eq!((rows, server.asked().len()), (vec![7], lead + 4));
        }
    }
}

#[tokio::test]
async fn another_process_goes_on_where_this_one_was() {
    let server = Server::new(|_, request| export(request, 12, 5, false));
    let mut rows = get::<Row>(&server, "http://api.example/people").rows();
    let mut kept = String::new();
    for _ in 0..5 {
        rows.try_next().await.unwrap().unwrap();
        kept = rows.position().map(|position| position.to_string()).unwrap_or_default();
    }
    let resume: Resume = kept.parse().unwrap();
    let mut rows = get::<Row>(&server, "http://api.example/people").from(resume).rows();
    let mut ids = Vec::new();
    while let Some(row) = rows.try_next().await.unwrap() {
        ids.push(row.id);
    }
    assert_eq!(ids, (5..12).collect::<Vec<_>>());
    // Behind everything, what comes later will be.
    let resume = rows.position().unwrap();
    let mut later = get::<Row>(&server, "http://api.example/people").from(resume).rows();
    assert!(later.try_next().await.unwrap().is_none());
    assert_eq!(later.proof(), Some(Proof::Record));
}

#[tokio::test]
async fn without_tries_the_error_says_where_to_go_on() {
    let server = Server::new(|_, request| export(request, 12, 5, false).cut(130, End::Cut));
    let mut rows = get::<Row>(&server, "http://api.example/people").rows();
    let mut ids = Vec::new();
    let error = loop {
        match rows.try_next().await {
            Ok(row) => ids.push(row.unwrap().id),
            Err(error) => break error,
        }
    };
    assert_eq!(ids, (0..5).collect::<Vec<_>>(), "rows without their mark stay out");
    assert_eq!(error.resume().unwrap().to_string(), "after:1.4");
    let says = "cut after 5 rows, before the end was proven: connection reset";
    assert_eq!(format!("{error:#}"), says);
}

#[tokio::test]
async fn batches_are_pages() {
    let server = Server::new(|_, request| export(request, 12, 5, false));
    let mut pages = get::<Row>(&server, "http://api.example/people").pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        sizes.push((page.rows().len(), page.resume().unwrap().to_string()));
    }
    assert_eq!(
        sizes,
        [
            (5, "after:1.4".to_owned()),
            (5, "after:1.9".to_owned()),
            (2, "after:1.11".to_owned())
        ]
    );
}

#[tokio::test]
async fn rows_that_changed_behind_an_unmarked_cut_are_an_error_and_not_two_halves() {
    let server = Server::new(|nth, _| match nth {
        0 => Answer::lines("1\n2\n3\n4\n").cut(5, End::Cut),
        _ => Answer::lines("0\n1\n2\n3\n4\n"),
    });
    let mut rows = get::<u64>(&server, "http://api.example/n").resume(5).rows().at_once();
    assert_eq!(rows.try_next().await.unwrap(), Some(1));
    assert_eq!(rows.try_next().await.unwrap(), Some(2));
    let error = rows.try_next().await.unwrap_err();
    assert!(error.is_truncated() && error.resume().is_none(), "{error:?}");
    // Of an array, whichever of its rows it is.
    for changed in 0..3 {
        for chunk in [1, usize::MAX] {
            let server = Server::new(move |nth, _| {
                let mut rows = ["a", "b", "c", "d"];
                if nth > 0 {
                    rows[changed] = "x";
                }
                let answer = Answer::json(json!(rows).to_string()).chunks(chunk);
                if nth == 0 { answer.cut(15, End::Cut) } else { answer }
            });
            let (rows, end) = read(get::<String>(&server, "http://api.example/n").resume(5).rows()).await;
            assert_eq!(rows, ["a", "b", "c"], "row {changed} in chunks of {chunk}");
            assert!(end.unwrap_err().is_truncated());
        }
    }
}

#[tokio::test]
async fn a_failure_that_passes_is_tried_again_and_one_that_stays_is_an_error() {
    for (status, is_passing) in [(503, true), (500, false)] {
        let server = Server::new(move |nth, request| {
            if nth == 0 {
                let error = json!({"$error": {"title": "x", "status": status, "after": "1.2"}});
                return Answer::lines(format!("{{\"id\":0}}\n{{\"id\":1}}\n{{\"id\":2}}\n{error}\n"));
            }
            export(request, 6, 5, false)
        });
        let mut rows = get::<Row>(&server, "http://api.example/people").resume(2).rows();
        let mut ids = Vec::new();
        let error = loop {
            match rows.try_next().await {
                Ok(Some(row)) => ids.push(row.id),
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        if is_passing {
            assert_eq!(ids, (0..6).collect::<Vec<_>>());
        } else {
            let error = error.unwrap();
            assert_eq!(ids, [0, 1, 2]);
            assert_eq!(error.problem().unwrap().status(), 500);
            assert_eq!(error.resume().unwrap().to_string(), "after:1.2");
        }
    }
}
