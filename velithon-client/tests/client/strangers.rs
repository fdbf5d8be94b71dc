//! What servers send that nobody would expect: an error that says it, or what was meant, and never fewer rows in silence.

use std::time::Duration;

use http::Version;
use serde_json::Value;
use velithon_client::{Format, Proof, Reason, get};

use crate::support::{Answer, End, Server, URL, ask, failure, read};

#[tokio::test]
async fn what_is_no_list_of_rows_is_an_error_that_says_so() {
    for (answer, says) in [
        (
            Answer::of("text/html", "<html>[1]</html>"),
            "the body has the type text/html, which has no rows",
        ),
        (
            Answer::of("text/csv; charset=utf-8; header=present", "id\r\n1\r\n"),
            "the body has the type text/csv, whose rows are no JSON; ask for `application/jsonl`",
        ),
        (
            Answer::json("<html>[1]</html>"),
            "the body has neither an array nor an object",
        ),
        (
            Answer::of("application/octet-stream", "\u{1f}\u{8b}\u{8}"),
            "the body has neither an array nor an object",
        ),
        (
            Answer::json("[1]").header("content-encoding", "gzip"),
            "the body has the encoding \"gzip\", which the HTTP client does not undo",
        ),
        (
            Answer::json("\u{feff}\u{feff}[1]"),
            "the body has neither an array nor an object",
        ),
        (Answer::json("{\"error\":\"no\"}"), "the body has no list"),
        (
            Answer::json("{\"took\":1,\"hits\":{\"total\":9,\"hits\":[1]}}"),
            "the body has no list but `/hits/hits`; if that holds the rows, say `.items(\"/hits/hits\")`",
        ),
        (
            Answer::json("{\"a/b\":{\"~\":[1]}}"),
            "the body has no list but `/a~1b/~0`; if that holds the rows, say `.items(\"/a~1b/~0\")`",
        ),
        (
            Answer::json("{\"errors\":[{\"message\":\"no\"}]}"),
            "the body has no list but `errors`; if that holds the rows, say `.items(\"errors\")`",
        ),
        (
            Answer::json("{\"data\":null,\"unreachable\":[7]}"),
            "the body has no list but `unreachable`; if that holds the rows, say `.items(\"unreachable\")`",
        ),
        (
            Answer::json("{\"items\":[1],\"items\":[2]}"),
            "the body has a second list, `items`; `items` says which of them holds the rows",
        ),
        (
            Answer::json("{\"items\":[1],\"next_cursor\":null,\"next_cursor\":\"2\"}"),
            "the body has a member `next_cursor` twice",
        ),
        (
            Answer::json("[1]").with_status(206),
            "the body has a part alone, which nobody asked for (206)",
        ),
        (
            Answer::json("[1").with_status(300),
            "the server failed: 300 Multiple Choices: [1",
        ),
        (
            Answer::json(""),
            "cut before any row was handed out: the body ended in the middle",
        ),
        (
            Answer::lines("1\n<html>\n"),
            "the row behind 1 others is not of the type asked for: expected value at line 1 column 1",
        ),
        // A backslash outside of a string, in a block of bytes that are looked through at once.
        (
            Answer::json(format!("[{{\\\"}} {}]", ",1".repeat(100))),
            "the row behind 0 others is not of the type asked for: invalid type: map, expected u64 at line 1 column 0",
        ),
        (
            Answer::lines("{\"$end\":7}\n"),
            "the body has a record that cannot be read",
        ),
    ] {
        for chunk in [1, usize::MAX] {
            let error = failure(ask(answer.clone().chunks(chunk)).rows().at_once()).await;
            assert_eq!(format!("{error:#}"), says, "in chunks of {chunk}");
            assert_eq!(error.is_truncated(), says.starts_with("cut "), "{says}");
        }
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_text_is_said_wherever_its_chunks_end() {
    for (text, says) in [
        ("[1 2]", "neither a comma nor a bracket behind an item"),
        ("[1}", "neither a comma nor a bracket behind an item"),
        ("[,1]", "a comma or a bracket where an item has to be"),
        ("[1,]", "a comma or a bracket where an item has to be"),
        ("[1,}", "a comma or a bracket where an item has to be"),
        ("[1]]", "something behind the end of the JSON text"),
        ("{\"a\":[1]}1", "something behind the end of the JSON text"),
        ("{\"a\":[1] \"b\":2}", "an object that is not JSON"),
        ("{\"a\"[1]}", "an object that is not JSON"),
        ("{\"a\":[1],}", "an object that is not JSON"),
        ("{a:[1]}", "an object that is not JSON"),
        ("{\"\\x\":[1]}", "a member without a name"),
        ("{\"a\":01,\"b\":[1]}", "a member that is not JSON"),
    ] {
        for chunk in [1, usize::MAX] {
            let error = failure(ask(Answer::json(text).chunks(chunk)).rows().at_once()).await;
            assert_eq!(
                error.to_string(),
                format!("the body has {says}"),
                "{text} in chunks of {chunk}"
            );
        }
    }
    let error = failure(ask(Answer::lines("{\"$end\":{}}\n1\n")).rows()).await;
    assert_eq!(error.to_string(), "the body has something behind the record of the end");
}

#[tokio::test]
async fn what_is_meant_is_read() {
    for (answer, rows) in [
        (Answer::json("\u{feff} [ 1 ,\n2 ] \n"), vec![1, 2]),
        (Answer::lines("\u{feff}1\r\n\r\n2\n"), vec![1, 2]),
        (Answer::events("\u{feff}data: 1\r\rdata:2\n\n: x\n\n"), vec![1, 2]),
        (
            Answer::of(
                "application/vnd.api+json;charset=utf-8",
                "{\"data\":[1,2],\"errors\":[]}",
            ),
            vec![1, 2],
        ),
        (Answer::json("").with_status(204), vec![]),
        // Behind the end of a feed, there is nothing to read.
        (Answer::events("data: 1\n\nevent: end\n\ndata: 2\n\n"), vec![1]),
        // What is not known of a record is not for us.
        (
            Answer::lines(
                "1\n{\"$mark\":{\"after\":\"a\",\"count\":1,\"at\":[7],\"x\":null}}\n{\"$end\":{\"y\":{}}}\n",
            ),
            vec![1],
        ),
        (
            Answer::json("{\"items\":[1],\"_links\":{\"self\":{\"href\":\"/x\"},\"next\":null}}"),
            vec![1],
        ),
    ] {
        let (all, end) = read(ask(answer).rows()).await;
        assert_eq!((all, end.is_ok()), (rows, true), "{end:?}");
    }
}

#[tokio::test]
async fn links_of_hal_json_api_and_others_are_followed() {
    for first in [
        r#"{"items":[1],"_links":{"self":{"href":"/x"},"next":{"href":"/x?page=2"}}}"#,
        r#"{"data":[1],"links":{"self":"/x","next":{"href":"?page=2","title":"next"}}}"#,
        r#"{"data":[1],"meta":{"next_cursor":"2"}}"#,
        r#"{"results":[1],"paging":{"next":{"after":"x","link":"http://api.example/x?after=x"}}}"#,
        r#"{"data":[1],"next":{"href":null,"url":"?page=2"}}"#,
        r#"{"data":[1],"pages":{"next":{"uri":"?page=2"}}}"#,
    ] {
        let server = Server::new(move |nth, _| match nth {
            0 => Answer::json(first),
            _ => Answer::json(r#"{"items":[2],"next":null}"#),
        });
        let (rows, end) = read(get::<u64>(&server, URL).rows()).await;
        assert_eq!((rows, end.unwrap()), (vec![1, 2], Some(Proof::Record)), "{first}");
    }
}

#[tokio::test]
async fn rows_that_have_the_names_of_records_are_rows() {
    for row in [
        r#"{"id":1,"$end":{"count":0},"$error":{},"$mark":{"after":"x"}}"#,
        r#"{"$ref":"x"}"#,
        r#"{"$ends":{}}"#,
        r#"{"$":{}}"#,
        r#"{"$end\"":{}}"#,
        r#"["$end"]"#,
        r#""$end""#,
    ] {
        // Only where it comes first is it one.
        let server = Server::new(move |_, _| Answer::lines(format!("{row}\n{{ \"$end\" : {{\"count\":1}}}}\n")));
        let (rows, end) = read(get::<Value>(&server, URL).rows()).await;
        assert_eq!(end.unwrap(), Some(Proof::Record), "{row}");
        assert_eq!(rows, [serde_json::from_str::<Value>(row).unwrap()]);
    }
}

#[tokio::test]
async fn a_connection_that_stays_open_behind_a_proven_end_is_not_waited_for() {
    for (answer, proof) in [
        (Answer::json("[1,2]"), Proof::Syntax),
        (Answer::json("{\"items\":[1,2],\"next\":null} "), Proof::Record),
        (Answer::lines("1\n2\n{\"$end\":{}}\n"), Proof::Record),
        (Answer::events("data: 1\n\ndata: 2\n\nevent: end\n\n"), Proof::Record),
    ] {
        let answer = answer.version(Version::HTTP_10).cut(1_000, End::Never);
        let (rows, end) = read(ask(answer).rows()).await;
        assert_eq!((rows, end.unwrap()), (vec![1, 2], Some(proof)));
    }
}

#[tokio::test]
async fn lengths_that_lie_are_cuts() {
    for (body, length, is_whole) in [
        ("1\n2\n", "4", true),
        ("1\n2\n", "5", false),
        ("1\n2\n", "3", false),
        // A proven end is one whatever was said before it.
        ("1\n2\n{\"$end\":{}}\n", "99", true),
    ] {
        let (_, end) = read(ask(Answer::lines(body).header("content-length", length)).rows()).await;
        match end {
            Ok(_) => assert!(is_whole, "{body:?} of {length}"),
            Err(error) => assert!(!is_whole && error.is_truncated(), "{body:?} of {length}: {error:?}"),
        }
    }
}

#[tokio::test]
async fn what_retry_after_says_is_understood_or_left_alone() {
    let minute = Duration::from_secs(60);
    for (value, waits) in [
        ("0", Some(Duration::ZERO)),
        (" 7 ", Some(Duration::from_secs(7))),
        ("Wed, 21 Oct 2015 07:28:00 GMT", Some(Duration::ZERO)),
        // The two other forms that RFC 9110 wants read.
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(Duration::ZERO)),
        ("Sun Nov  6 08:49:37 1994", Some(Duration::ZERO)),
        // No word at all: the usual wait.
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
    ] {
        let server = Server::new(move |nth, _| match nth {
            0 => Answer::status(503).header("retry-after", value),
            _ => Answer::json("[]"),
        });
        let (_, end) = read(get::<u64>(&server, URL).resume(1).waits(minute, minute).rows()).await;
        assert!(end.is_ok(), "{value}");
        let waited = server.waited()[0];
        match waits {
            Some(wait) => assert_eq!(waited, wait, "{value}"),
            None => assert!(waited >= minute * 3 / 4, "{value}: {waited:?}"),
        }
    }
    for value in ["61", "99999999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let server = Server::new(move |_, _| Answer::status(503).header("retry-after", value));
        let error = failure(get::<u64>(&server, URL).resume(9).rows()).await;
        assert!(
            matches!(error.reason(), Reason::Failed { .. }) && server.asked().len() == 1,
            "{value}"
        );
    }
}

#[tokio::test]
async fn a_redirect_to_another_origin_has_no_rows_unless_it_is_allowed() {
    let server = || {
        Server::new(|nth, _| match nth {
            0 => Answer::json(r#"{"items":[1],"next":"?page=2"}"#).redirected_to("https://other.example/y"),
            _ => Answer::json(r#"{"items":[2],"next":null}"#),
        })
    };
    let redirected = server();
    let (rows, end) = read(get::<u64>(&redirected, URL).rows()).await;
    let error = end.unwrap_err();
    assert!(matches!(error.reason(), Reason::OtherOrigin { .. }), "{error:?}");
    assert_eq!((rows, redirected.asked().len()), (vec![], 1));
    let get = get::<u64>(&server(), URL).allow_origin("https://other.example");
    assert_eq!(read(get.rows()).await.0, [1, 2]);
}

#[tokio::test]
async fn an_event_id_of_any_letters_goes_into_its_header() {
    let server = Server::new(|nth, request| {
        if nth == 0 {
            return Answer::events("id: é 7\ndata: 1\n\n").cut(100, End::Cut);
        }
        assert_eq!(request.headers()["last-event-id"].as_bytes(), "é 7".as_bytes());
        Answer::events("data: 2\n\nevent: end\n\n")
    });
    assert_eq!(read(get::<u64>(&server, URL).resume(1).rows()).await.0, [1, 2]);
}

#[tokio::test]
async fn events_of_a_server_that_begins_again_do_not_come_twice() {
    let begins_again = |nth, _: &_| {
        let events = "id: 1\ndata: 1\n\nid: 2\ndata: 2\n\nid: 3\ndata: 3\n\nevent: end\n\n";
        let answer = Answer::events(events);
        if nth == 0 { answer.cut(40, End::Cut) } else { answer }
    };
    let (server, again) = (Server::new(begins_again), Server::new(begins_again));
    for rows in [
        get::<u64>(&server, URL).resume(3).rows(),
        get::<u64>(&again, URL).resume(3).rows().at_once(),
    ] {
        let (rows, end) = read(rows).await;
        let error = end.unwrap_err();
        assert_eq!(rows, [1, 2]);
        assert!(error.to_string().ends_with("`Last-Event-ID`"), "{error}");
    }
    // One whose ids begin anew, with other events, goes on.
    let server = Server::new(|nth, _| match nth {
        0 => Answer::events("id: 1\ndata: 1\n\nid: 2\ndata: 2\n\n").cut(100, End::Cut),
        _ => Answer::events("id: 1\ndata: 3\n\nevent: end\n\n"),
    });
    assert_eq!(read(get::<u64>(&server, URL).resume(3).rows()).await.0, [1, 2, 3]);
}

#[tokio::test]
async fn a_format_that_is_said_counts_more_than_a_type() {
    let answer = Answer::of("text/plain", "1\n2\n");
    assert_eq!(read(ask(answer).format(Format::Lines).rows()).await.0, [1, 2]);
}

#[tokio::test]
async fn lines_are_known_by_every_name_that_servers_have_for_them() {
    for media_type in [
        "application/jsonl",
        "application/x-jsonl; charset=utf-8",
        "application/ndjson",
        "application/x-ndjson",
        "Application/JSONLines",
        "application/x-jsonlines",
        "application/json-lines",
        "application/stream+json;charset=UTF-8",
        "application/x-json-stream",
    ] {
        let (rows, end) = read(ask(Answer::of(media_type, "1\n2\n")).rows()).await;
        assert_eq!((rows, end.unwrap()), (vec![1, 2], Some(Proof::Framing)), "{media_type}");
    }
    for media_type in [
        "text/xml",
        "application/xml",
        "text/html;charset=utf-8",
        "application/zip",
    ] {
        let error = failure(ask(Answer::of(media_type, "[1]")).rows()).await;
        let name = media_type.split(';').next().unwrap();
        assert_eq!(
            error.to_string(),
            format!("the body has the type {name}, which has no rows")
        );
    }
}
