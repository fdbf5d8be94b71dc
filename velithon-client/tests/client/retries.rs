//! Tries after what passes, and errors for what does not.

use std::time::Duration;

use tokio::time::Instant;
use velithon_client::{Proof, Reason, get};

use crate::support::{Answer, End, Server, URL, ask, failure, number, read};

#[tokio::test]
async fn retry_after_counts_where_it_is_said_and_waits_grow_where_not() {
    let server = Server::new(|nth, _| match nth {
        0 => Answer::status(503).header("retry-after", "7"),
        1 => Answer::status(429).header("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT"),
        2 => Answer::status(502),
        3 => Answer::lost(),
        4 => Answer::json("[1,2").cut(3, End::Cut),
        _ => Answer::json("[1,2]"),
    });
    let (rows, end) = read(get::<u64>(&server, URL).resume(5).rows()).await;
    assert_eq!((rows, end.unwrap()), (vec![1, 2], Some(Proof::Syntax)));
    let waited = server.waited();
    assert_eq!(waited[..2], [Duration::from_secs(7), Duration::ZERO]);
    let between = |wait: Duration, parts: u32| {
        let about = Duration::from_millis(200) * parts;
        assert!(
            wait >= about * 7 / 10 && wait <= about * 13 / 10,
            "{wait:?} is not about {about:?}"
        );
    };
    between(waited[2], 4);
    between(waited[3], 8);
    // A row had come: the count begins anew.
    between(waited[4], 1);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_asked_for_before_the_wait_is_over() {
    let server = Server::new(|nth, _| match nth {
        0 => Answer::status(503).header("retry-after", "7"),
        _ => Answer::json("[1]"),
    });
    let start = Instant::now();
    let (rows, end) = read(get::<u64>(&server.with_clock(), URL).resume(1).rows()).await;
    assert_eq!((rows, end.unwrap()), (vec![1], Some(Proof::Syntax)));
    assert!(start.elapsed() >= Duration::from_secs(7));
}

/// As far as its text has come by then.
#[tokio::test(start_paused = true)]
async fn an_error_whose_body_stays_open_is_one() {
    let open = |status| {
        let problem = r#"{"title":"Busy","code":"busy"}"#;
        Answer::json(problem).with_status(status).cut(problem.len(), End::Never)
    };
    let server = Server::new(move |nth, _| if nth == 0 { open(503) } else { Answer::json("[1]") });
    let start = Instant::now();
    let (rows, end) = read(get::<u64>(&server.with_clock(), URL).resume(1).rows()).await;
    assert_eq!((rows, end.unwrap()), (vec![1], Some(Proof::Syntax)));
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    let server = Server::new(move |_, _| open(400)).with_clock();
    let error = failure(get::<u64>(&server, URL).resume(1).rows()).await;
    assert_eq!(error.problem().unwrap().code(), Some("busy"));
}

#[tokio::test]
async fn tries_are_bounded() {
    let server = Server::new(|_, _| Answer::lost());
    let error = failure(get::<u64>(&server, URL).resume(3).rows()).await;
    assert!(error.is_truncated());
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "connection refused"
    );
    assert_eq!(server.asked().len(), 4);

    let server = Server::new(|_, _| Answer::status(503));
    let error = get::<u64>(&server, URL).resume(2).pages().try_next().await.unwrap_err();
    assert_eq!(error.problem().unwrap().status(), 503);
    assert_eq!(server.asked().len(), 3);
}

#[tokio::test]
async fn an_error_record_at_the_same_place_again_and_again_is_bounded_too() {
    let server = Server::new(|_, _| Answer::lines("{\"$error\":{\"status\":503,\"after\":\"1.x\"}}\n"));
    let error = failure(get::<u64>(&server, URL).resume(2).rows()).await;
    assert_eq!(error.problem().unwrap().status(), 503);
    assert_eq!(server.asked().len(), 3, "{:?}", server.asked());
}

/// A place without a row is nothing new.
#[tokio::test]
async fn failures_at_another_place_each_time_are_bounded_too() {
    for (record, behind) in [("$error", ""), ("$mark", "0\n")] {
        // Rows come in the first response alone.
        let server = Server::new(move |nth, _| {
            let row = if nth == 0 { "7\n" } else { "" };
            let status = if record == "$error" { "\"status\":503," } else { "" };
            let place = format!("{row}{{\"{record}\":{{{status}\"after\":\"{nth}\"}}}}\n{behind}");
            Answer::lines(place).cut(usize::MAX, End::Cut)
        });
        let (rows, end) = read(get::<u64>(&server, URL).resume(3).rows()).await;
        assert!(end.is_err() && rows == [7], "{record}: {rows:?}");
        let tries = 3;
        assert_eq!(server.asked().len(), 1 + tries, "{record}");
    }
}

/// Nothing was wrong with it, although a filter let no row through.
#[tokio::test]
async fn a_response_that_ends_without_rows_is_no_failure() {
    let page = |nth: usize| Answer::json(format!("{{\"items\":[],\"next_cursor\":{}}}", nth + 1));
    let batch = |nth: usize| Answer::lines(format!("{{\"$end\":{{\"complete\":false,\"after\":\"{nth}\"}}}}\n"));
    for answer in [page as fn(usize) -> Answer, batch] {
        let server = Server::new(move |nth, _| match nth {
            20 => Answer::json("[7]"),
            _ if nth % 2 == 1 => Answer::status(503),
            _ => answer(nth),
        });
        let (rows, end) = read(get::<u64>(&server, URL).resume(1).rows()).await;
        assert!(end.is_ok(), "{end:?}");
        assert_eq!((rows, server.asked().len()), (vec![7], 21));
    }
}

#[tokio::test]
async fn who_asks_for_a_long_wait_is_not_waited_for() {
    for (wait, asked) in [("60", 10), ("61", 1), ("3600", 1)] {
        let server = Server::new(|_, _| Answer::status(429).header("retry-after", wait));
        let error = failure(get::<u64>(&server, URL).resume(9).rows()).await;
        assert_eq!(error.problem().unwrap().status(), 429);
        assert_eq!(server.asked().len(), asked, "{wait} seconds");
    }
}

#[tokio::test]
async fn problems_are_decoded() {
    let problem = r#"{"type":"about:blank","title":"Bad Request","status":400,"detail":"no such sort","code":"invalid-sort","allowed":["id"]}"#;
    let server = Server::new(move |_, _| {
        let mut answer = Answer::of("application/problem+json", problem);
        answer = answer.with_status(400);
        answer
    });
    let error = failure(get::<u64>(&server, URL).resume(9).rows()).await;
    let Reason::Failed {
        problem, resume: None, ..
    } = error.reason()
    else {
        panic!("{error:?}")
    };
    assert_eq!(problem.kind(), "about:blank");
    assert_eq!(problem.title(), "Bad Request");
    assert_eq!(problem.code(), Some("invalid-sort"));
    assert_eq!(problem.detail(), Some("no such sort"));
    assert_eq!(problem.member::<Vec<String>>("allowed").unwrap(), ["id"]);
    assert_eq!(error.to_string(), "the server failed: 400 Bad Request: no such sort");
    assert_eq!(server.asked().len(), 1, "it would not pass");

    let error = failure(ask(Answer::status(404)).rows()).await;
    assert_eq!(error.to_string(), "the server failed: 404 Not Found: no");
    assert_eq!(error.problem().unwrap().kind(), "about:blank");
    let own = Answer::of(
        "application/problem+json",
        r#"{"type":"/problems/empty","title":"Sold out"}"#,
    );
    let error = failure(ask(own.with_status(404)).rows()).await;
    assert_eq!(error.to_string(), "the server failed: 404 Sold out");
    assert_eq!(error.problem().unwrap().kind(), "/problems/empty");
    let error = failure(ask(Answer::of("text/plain", "").with_status(499)).rows()).await;
    assert_eq!(error.to_string(), "the server failed: 499 error");
    let error = failure(ask(Answer::of("text/plain", " \n").with_status(404)).rows()).await;
    assert_eq!(error.problem().unwrap().detail(), None);
}

#[tokio::test]
async fn requests_that_cannot_be_made_are_errors_of_the_first_row() {
    let server = Server::new(|_, _| Answer::json("[]"));
    for url in ["", "people", "ftp://api.example/x", "http://"] {
        let error = failure(get::<u64>(&server, url).rows()).await;
        assert!(matches!(error.reason(), Reason::Request(_)), "{error:?}");
    }
    let error = failure(get::<u64>(&server, URL).header("x y", "1").rows()).await;
    assert!(matches!(error.reason(), Reason::Request(_)), "{error:?}");
}

#[tokio::test]
async fn an_error_record_behind_a_mark_is_no_page() {
    let server = Server::new(|nth, _| match nth {
        0 => Answer::lines("1\n{\"$mark\":{\"after\":\"a\"}}\n{\"$error\":{\"status\":503,\"after\":\"a\"}}\n"),
        _ => Answer::lines("2\n{\"$end\":{\"count\":1,\"after\":\"b\"}}\n"),
    });
    let mut pages = get::<u64>(&server, URL).resume(1).pages();
    let mut rows = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        rows.push(page.into_rows());
    }
    assert_eq!(rows, [[1], [2]]);
}

/// Rows that were handed out without a mark come again behind whatever ends a response: they are skipped, or nothing is.
#[tokio::test]
async fn an_error_record_without_a_place_brings_no_row_twice() {
    const PASSES: &str = "{\"$error\":{\"title\":\"x\",\"status\":503}}\n";
    type Attempts = &'static [(&'static str, End)];
    let cases: [(&str, Attempts, &[u64]); 5] = [
        ("alone", &[("1\n2\n", End::Clean)], &[1, 2, 3, 4]),
        (
            "twice",
            &[("1\n2\n", End::Clean), ("1\n2\n3\n", End::Clean)],
            &[1, 2, 3, 4],
        ),
        (
            "while rows come again",
            &[("1\n2\n3\n", End::Clean), ("1\n", End::Clean)],
            &[1, 2, 3, 4],
        ),
        (
            "behind a cut",
            &[("1\n2\n", End::Cut), ("1\n2\n3\n", End::Clean)],
            &[1, 2, 3, 4],
        ),
        (
            "and a cut behind it",
            &[("1\n2\n", End::Clean), ("1\n", End::Cut)],
            &[1, 2, 3, 4],
        ),
    ];
    for (case, attempts, expected) in cases {
        let server = Server::new(move |nth, _| match attempts.get(nth) {
            Some((rows, End::Clean)) => Answer::lines(format!("{rows}{PASSES}")),
            Some((rows, end)) => Answer::lines(*rows).cut(rows.len(), *end),
            None => Answer::lines("1\n2\n3\n4\n{\"$end\":{\"count\":4}}\n"),
        });
        let (rows, end) = read(get::<u64>(&server, URL).resume(3).rows().at_once()).await;
        assert_eq!((&*rows, end.unwrap()), (expected, Some(Proof::Record)), "{case}");
    }
    let server = Server::new(|nth, _| match nth {
        0 => Answer::lines(format!("1\n2\n{PASSES}")),
        _ => Answer::lines("1\n7\n3\n{\"$end\":{\"count\":3}}\n"),
    });
    let (rows, end) = read(get::<u64>(&server, URL).resume(3).rows().at_once()).await;
    assert_eq!(rows, [1, 2], "they are not the same rows");
    assert!(end.unwrap_err().is_truncated());
}

#[tokio::test]
async fn an_end_before_all_rows_have_come_again_is_a_cut_unless_the_server_says_that_it_is_all() {
    const ROWS: &str = "1\n2\n3\n";
    for (early, end) in [
        ("1\n", ""),
        (
            "1\n{\"$end\":{\"complete\":false,\"after\":\"1\"}}\n",
            "{\"$end\":{\"count\":4}}\n",
        ),
    ] {
        let server = Server::new(move |nth, _| match nth {
            0 => Answer::lines(ROWS).cut(ROWS.len(), End::Cut),
            1 => Answer::lines(early),
            _ => Answer::lines(format!("{ROWS}4\n{end}")),
        });
        let (rows, end) = read(get::<u64>(&server, URL).resume(3).rows().at_once()).await;
        assert!(end.is_ok(), "{early:?}: {end:?}");
        assert_eq!(rows, [1, 2, 3, 4], "{early:?}");
    }

    let server = Server::new(|nth, _| match nth {
        0 => Answer::lines(ROWS).cut(ROWS.len(), End::Cut),
        _ => Answer::lines("1\n{\"$end\":{\"count\":1}}\n"),
    });
    let (rows, end) = read(get::<u64>(&server, URL).resume(3).rows().at_once()).await;
    assert_eq!(rows, [1, 2, 3], "the others are gone");
    assert!(end.unwrap_err().is_truncated());
    assert_eq!(server.asked().len(), 2, "what the server says is the end does not pass");

    // Nothing is left of a feed whose rows have been handed out, or there was nothing new.
    for (rows, is_end) in [(ROWS, false), ("", true)] {
        let server = Server::new(move |nth, _| match nth {
            0 => Answer::lines(rows).cut(rows.len(), End::Cut),
            _ => Answer::status(204),
        });
        let (_, end) = read(get::<u64>(&server, URL).resume(3).rows().at_once()).await;
        assert_eq!(end.ok(), is_end.then_some(Some(Proof::Record)));
        assert_eq!(server.asked().len(), 2);
    }
}

/// They are known by their text, whether or not the server now sends marks, and whether or not it did before.
#[tokio::test]
async fn rows_come_again_in_whatever_the_server_answers_with_then() {
    let cut = |answer: Answer| answer.cut(usize::MAX, End::Cut);
    let announced = |body| Answer::lines(body).header("link-template", "\"{?cursor}\"; rel=\"next\"");
    for answers in [
        vec![
            cut(Answer::lines("1\n2\n3\n")),
            announced("1\n2\n3\n4\n{\"$end\":{\"after\":\"d\"}}\n"),
        ],
        vec![
            cut(Answer::lines("1\n2\n3\n")),
            cut(announced("1\n2\n")),
            cut(Answer::json("[1,2,3,")),
            Answer::json("[1,2,3,4]"),
        ],
        vec![
            cut(Answer::lines("1\n{\"$mark\":{\"after\":\"a\"}}\n")),
            cut(Answer::json("[2,3,")),
            Answer::json("[2,3,4]"),
        ],
    ] {
        let requests = answers.len();
        let server = Server::new(move |nth, _| answers[nth].clone());
        // Less than two rows: they are handed out before they are proven, unless marks are to come.
        let asked = get::<u64>(&server, URL)
            .cursor_parameter("cursor")
            .max_held(8)
            .resume(3);
        let (rows, end) = read(asked.rows()).await;
        assert!(end.is_ok(), "{end:?}");
        assert_eq!((rows, server.asked().len()), (vec![1, 2, 3, 4], requests));
    }
}

/// Those alone that pass by themselves (RFC 9110, section 15, RFC 6585 and RFC 8470).
#[tokio::test]
async fn answers_that_say_later_are_tried_again_and_no_others() {
    for status in (300..=308).chain(400..=431).chain(500..=511) {
        let server = Server::new(move |nth, _| match nth {
            0 => Answer::status(status),
            _ => Answer::json("[1]"),
        });
        let (rows, end) = read(get::<u64>(&server, URL).resume(1).rows()).await;
        let is_later = [408, 425, 429, 502, 503, 504].contains(&status);
        assert_eq!((rows.len(), end.is_ok()), (usize::from(is_later), is_later), "{status}");
    }
}

/// Batches of an export grow, and are small again behind a cut.
#[tokio::test]
async fn marks_among_rows_that_come_again_are_passed_over() {
    // The rows behind one of them, up to another one, with marks behind each so many.
    let marked = |from: u64, to: u64, batch: u64| {
        let line = |row: u64| match row % batch {
            0 => format!("{row}\n{{\"$mark\":{{\"after\":\"{row}\"}}}}\n"),
            _ => format!("{row}\n"),
        };
        (from + 1..=to).map(line).collect::<String>()
    };
    for (second_ends_at, place) in [(4, 8), (3, 4), (2, 4), (1, 4)] {
        let server = Server::new(move |nth, request| {
            let from = number(request, "cursor");
            match nth {
                0 => Answer::lines(marked(from, 7, 4)).cut(usize::MAX, End::Cut),
                1 => Answer::lines(marked(from, from + second_ends_at, 2)).cut(usize::MAX, End::Cut),
                _ => Answer::lines(marked(from, 12, 2) + "{\"$end\":{}}\n"),
            }
        });
        let asked = get::<u64>(&server, URL).cursor_parameter("cursor").resume(2);
        let (rows, end) = read(asked.rows().at_once()).await;
        assert_eq!(rows, (1..=12).collect::<Vec<_>>());
        assert_eq!(end.unwrap(), Some(Proof::Record));
        let third = format!("/x?cursor={place}");
        assert_eq!(server.asked(), ["/x", "/x?cursor=4", &third]);
    }
    // Behind the mark, there is a row that is not one of those from before.
    let server = Server::new(move |nth, _| match nth {
        0 => Answer::lines(marked(0, 7, 4)).cut(usize::MAX, End::Cut),
        _ => Answer::lines(marked(4, 6, 2) + &marked(7, 12, 2)),
    });
    let (rows, end) = read(get::<u64>(&server, URL).resume(2).rows().at_once()).await;
    assert_eq!(rows, (1..=7).collect::<Vec<_>>());
    assert!(end.unwrap_err().is_truncated());
}
