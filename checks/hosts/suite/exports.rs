//! Handlers that answer with a page or with everything.

use serde_json::Value;
use tokio::io::AsyncReadExt;
use velithon_test_support::{Answer, Seen};

use super::{handlers::MANY, start};

const BATCH: u32 = 1000;
const LINES: &str = "application/x-ndjson";
const EVENTS: &str = "text/event-stream";
const ARRAY: &str = "application/json; rows=all";
const BOTH: [&str; 2] = ["/exported", "/blocking-exported"];

/// The records of whole lines.
fn records(text: &str) -> Vec<Value> {
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole.lines().map(|line| serde_json::from_str(line).expect("a record")).collect()
}

/// The rows among records.
fn ids(records: &[Value]) -> Vec<u32> {
    let ids = records.iter().filter_map(|record| record["id"].as_u64());
    ids.map(|id| u32::try_from(id).expect("an id")).collect()
}

fn after(record: &Value) -> Option<&str> {
    let mark = record.get("$mark").or(record.get("$end"));
    mark.and_then(|mark| mark["after"].as_str())
}

/// The events, as their lines.
fn events(answer: &Answer) -> Vec<String> {
    answer.text().split_terminator("\n\n").map(str::to_owned).collect()
}

fn field<'e>(event: &'e str, name: &str) -> Option<&'e str> {
    event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

#[tokio::test]
async fn one_route_answers_with_a_page_or_with_everything() {
    let client = start(Seen::default()).await;
    for route in BOTH {
        let page = client.get(route).await.ok();
        assert_eq!((page.ids(), page.header("vary")), (vec![0, 1], Some("accept")), "{route}");
        let lines = client.get_as(route, LINES).await;
        assert_eq!((lines.header("content-type"), lines.is_whole()), (Some(LINES), true), "{route}");
        let records = records(&lines.text());
        assert!(ids(&records).into_iter().eq(0..MANY), "{route}");
        assert_eq!(records.iter().filter_map(after).count(), (MANY / BATCH) as usize, "{route}");
        let end = &records.last().expect("an end")["$end"];
        assert_eq!((&end["count"], &end["complete"]), (&MANY.into(), &true.into()), "{route}");
        let array = client.get_as(route, ARRAY).await.ok();
        let rows: Vec<Value> = serde_json::from_str(&array.text()).expect("an array");
        assert!(ids(&rows).into_iter().eq(0..MANY), "{route}");
        assert!(array.header("link").is_some_and(|link| link.contains("rel=\"alternate\"")), "{route}");
    }
}

#[tokio::test]
async fn every_mark_leads_on() {
    let client = start(Seen::default()).await;
    for route in BOTH {
        let all = records(&client.get_as(route, LINES).await.text());
        for (number, cursor) in (1..).zip(all.iter().filter_map(after)) {
            if number % 7 != 0 && number < MANY / BATCH {
                continue;
            }
            let rest = client.get_as(&format!("{route}?cursor={cursor}"), LINES).await;
            let rest = ids(&records(&rest.text()));
            assert!(rest.into_iter().eq(number * BATCH..MANY), "{route} behind mark {number}");
            let page = client.get(&format!("{route}?cursor={cursor}")).await.ok();
            let next = page.ids().first().map(|id| i64::from(MANY.min(number * BATCH)) == *id);
            assert_eq!(next, (number * BATCH < MANY).then_some(true), "{route}: the page behind mark {number}");
        }
    }
}

#[tokio::test]
async fn an_event_source_goes_on_behind_the_last_id() {
    let client = start(Seen::default()).await;
    for route in BOTH {
        let all = events(&client.get_as(route, EVENTS).await);
        assert_eq!(all.len(), MANY as usize + 1, "{route}");
        let with_id: Vec<_> = all.iter().filter(|event| field(event, "id").is_some()).collect();
        assert_eq!(with_id.len(), (MANY / BATCH) as usize + 1, "{route}");
        let last = with_id[2];
        let id = field(last, "id").expect("an id");
        // The header counts more than the parameter that the address still has.
        let first = field(with_id[0], "id").expect("an id");
        let headers = format!("accept: {EVENTS}\r\nlast-event-id: {id}\r\n");
        let rest = client.ask(&format!("GET {route}?cursor={first} HTTP/1.1"), &headers).await;
        assert_eq!(rest.status(), 200);
        assert_eq!(events(&rest)[..2], all[3 * BATCH as usize..][..2], "{route}");
        assert_eq!(events(&rest).len(), all.len() - 3 * BATCH as usize, "{route}");
    }
}

#[tokio::test]
async fn head_says_what_get_would() {
    let client = start(Seen::default()).await;
    for route in ["/exported", "/blocking-exported", "/export-fails", "/export-refused"] {
        for accept in ["*/*", LINES, EVENTS, ARRAY] {
            let get = client.get_as(route, accept).await;
            let head = client.ask(&format!("HEAD {route} HTTP/1.1"), &format!("accept: {accept}\r\n")).await;
            assert_eq!((head.status(), &*head.text()), (get.status(), ""), "{route} {accept}");
            for name in ["content-length", "content-type", "link", "vary"] {
                assert_eq!(head.header(name), get.header(name), "{name} of {route} {accept}");
            }
        }
    }
}

#[tokio::test]
async fn problems_are_those_of_the_page() {
    let client = start(Seen::default()).await;
    for route in BOTH {
        for accept in ["*/*", LINES, EVENTS, ARRAY] {
            for (query, code) in [
                ("size=0", "invalid-parameter"),
                ("cursor=nonsense", "invalid-cursor"),
                ("sort=nothing", "unknown-sort"),
            ] {
                client.get_as(&format!("{route}?{query}"), accept).await.problem(400, code);
            }
        }
    }
    for accept in ["*/*", LINES, EVENTS, ARRAY] {
        assert_eq!(client.get_as("/export-refused", accept).await.status(), 418, "{accept}");
    }
}

#[tokio::test]
async fn a_failure_in_the_middle_cuts_the_response_and_names_the_cursor() {
    let client = start(Seen::default()).await;
    let lines = client.get_as("/export-fails", LINES).await;
    assert_eq!((lines.status(), lines.is_whole()), (200, false));
    let mut records = records(&lines.text());
    let error = records.pop().expect("a record")["$error"].take();
    assert_eq!(error["status"], 500);
    assert_eq!(error["after"].as_str(), records.last().and_then(after));
    assert!(ids(&records).into_iter().eq(0..MANY));
    let events = client.get_as("/export-fails", EVENTS).await;
    assert!(!events.is_whole() && events.text().contains("event: $error\n"));
    let array = client.get_as("/export-fails", ARRAY).await;
    assert!(!array.is_whole() && !array.text().ends_with(']'));
    assert!(!lines.text().contains("secret") && !events.text().contains("secret"));
}

#[tokio::test]
async fn what_is_cut_anywhere_goes_on_from_its_last_mark() {
    let seen = Seen::default();
    let client = start(seen.clone()).await;
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    for cuts in 1..=5 {
        let line = format!("GET /exported-without-end?cursor={cursor} HTTP/1.0");
        let mut socket = client.send(&line, &format!("accept: {LINES}\r\n")).await;
        let mut received = Vec::new();
        // Nothing is known of where this ends, but that a mark has come.
        while received.len() < 50_000 * cuts {
            assert!(socket.read_buf(&mut received).await.expect("more rows") > 0);
        }
        drop(socket);
        seen.until_dropped().await;
        let text = String::from_utf8_lossy(&received);
        let (_, body) = text.split_once("\r\n\r\n").expect("a body");
        let mut records = records(body);
        let last = records.iter().rposition(|record| after(record).is_some()).expect("a mark");
        records.truncate(last + 1);
        cursor = after(&records[last]).expect("a cursor").to_owned();
        rows.append(&mut ids(&records));
    }
    let count = u32::try_from(rows.len()).expect("a count");
    assert!(count > 5 * BATCH && rows.into_iter().eq(0..count), "each row once, in order");
}

#[tokio::test]
async fn a_table_has_all_rows_or_a_last_line_that_never_ends() {
    let client = start(Seen::default()).await;
    for route in BOTH {
        let table = client.get_as(route, "text/csv").await;
        assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8; header=present"));
        let name = format!("attachment; filename=\"{}.csv\"", &route[1..]);
        assert_eq!(table.header("content-disposition"), Some(&*name));
        assert!(table.is_whole());
        let rows = table.text();
        let rows = rows.strip_prefix("id\r\n").and_then(|rows| rows.strip_suffix("\r\n")).unwrap();
        assert!(rows.split("\r\n").map(|row| row.parse::<u32>().unwrap()).eq(0..MANY), "{route}");
    }
    let cut = client.get_as("/export-fails", "text/csv").await;
    assert_eq!((cut.status(), cut.is_whole()), (200, false));
    let rows = cut.text();
    let rows = rows.strip_prefix("id\r\n").and_then(|rows| rows.strip_suffix("\r\n\"$error: Internal Server Error"));
    assert!(rows.unwrap().split("\r\n").map(|row| row.parse::<u32>().unwrap()).eq(0..MANY));
}
