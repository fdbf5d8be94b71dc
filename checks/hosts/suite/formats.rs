//! Arrays, lines, events and tables.

use velithon_test_support::Seen;

use super::{handlers::MANY, start};

const TABLE: &str = "text/csv; charset=utf-8; header=present";

const FORMATS: [(&str, &str, &str); 8] = [
    ("*/*", "application/json", "[1,2,3]"),
    ("text/html", "application/json", "[1,2,3]"),
    ("application/x-ndjson", "application/x-ndjson", "1\n2\n3\n"),
    ("application/ndjson", "application/ndjson", "1\n2\n3\n"),
    ("application/jsonl, application/json;q=0.5", "application/jsonl", "1\n2\n3\n"),
    ("application/json, application/jsonl;q=0.5", "application/json", "[1,2,3]"),
    (
        "text/event-stream",
        "text/event-stream",
        "data: 1\n\ndata: 2\n\ndata: 3\n\nevent: end\ndata: {\"$end\":{\"count\":3}}\n\n",
    ),
    ("text/csv, application/json;q=0.5", TABLE, "value\r\n1\r\n2\r\n3\r\n"),
];

#[tokio::test]
async fn a_client_receives_what_it_prefers() {
    let client = start(Seen::default()).await;
    for (accept, content_type, text) in FORMATS {
        let answer = client.get_as("/small", accept).await;
        assert_eq!((answer.status(), &*answer.text()), (200, text), "{accept}");
        assert_eq!(answer.header("content-type"), Some(content_type));
        assert_eq!(answer.header("vary"), Some("accept"));
        let length = text.len().to_string();
        assert_eq!(answer.header("content-length"), Some(&*length), "it ended in the window");
        assert_eq!(answer.header("transfer-encoding"), None);
    }
    assert_eq!(client.get("/small").await.ok().text(), "[1,2,3]");
    let list = "accept: text/html\r\naccept: application/jsonl\r\n";
    let answer = client.ask("GET /small HTTP/1.1", list).await;
    assert_eq!(answer.text(), "1\n2\n3\n", "a header in two lines is one list");
    let events = client.get_as("/small", "text/event-stream").await;
    assert_eq!(events.header("cache-control"), Some("no-store"));
    assert_eq!(events.header("x-accel-buffering"), Some("no"));
}

#[tokio::test]
async fn a_long_result_is_whole_in_every_format() {
    let client = start(Seen::default()).await;
    let array = client.get("/many").await.ok();
    assert_eq!(array.header("transfer-encoding"), Some("chunked"));
    let numbers: Vec<u32> = serde_json::from_str(&array.text()).unwrap();
    assert!(numbers.into_iter().eq(0..MANY));
    let lines = client.get_as("/many", "application/x-ndjson").await;
    assert!(lines.is_whole());
    assert!(lines.text().lines().map(|line| line.parse::<u32>().unwrap()).eq(0..MANY));
    let events = client.get_as("/many", "text/event-stream").await;
    assert!(events.is_whole() && events.text().ends_with("event: end\ndata: {\"$end\":{\"count\":20000}}\n\n"));
    assert_eq!(events.text().matches("data: ").count(), MANY as usize + 1);
    let table = client.get_as("/many", "text/csv").await;
    assert!(table.is_whole());
    let rows = table.text();
    let rows = rows.strip_prefix("value\r\n").and_then(|rows| rows.strip_suffix("\r\n")).unwrap();
    assert!(rows.split("\r\n").map(|row| row.parse::<u32>().unwrap()).eq(0..MANY));
}

#[tokio::test]
async fn a_handler_may_leave_no_choice() {
    let client = start(Seen::default()).await;
    let lines = client.get_as("/only-lines", "application/json").await;
    assert_eq!(lines.text(), "1\n2\n3\n{\"$end\":{\"count\":3}}\n");
    assert_eq!(lines.header("content-type"), Some("application/x-ndjson"));
    // It chooses among the three names of the format at least.
    assert_eq!(lines.header("vary"), Some("accept"));
}

#[tokio::test]
async fn a_document_is_json_whatever_is_asked_for() {
    let client = start(Seen::default()).await;
    for length in [3, 50_000] {
        let document = client.get_as(&format!("/document/{length}"), "text/event-stream").await.ok();
        let numbers: Vec<usize> = serde_json::from_str(&document.text()).unwrap();
        assert!(numbers.into_iter().eq(0..length));
        assert_eq!(document.header("content-length").is_some(), length == 3);
    }
}
