//! Who gets a table, and what is in it.

use std::collections::BTreeMap;

use axum::http::{HeaderValue, header::CONTENT_TYPE};
use serde::Serialize;
use velithon::{BlockingEmitter, Emitter, SseEvent, stream_json};

use crate::ask;

const CSV: &str = "text/csv; charset=utf-8; header=present";

#[derive(Serialize)]
struct Order {
    id: u32,
    customer: Customer,
    note: Option<&'static str>,
}

#[derive(Serialize)]
struct Customer {
    name: &'static str,
    tags: Vec<&'static str>,
}

fn orders() -> [Order; 2] {
    [
        Order {
            id: 1,
            customer: Customer {
                name: "Ada \"A.\" Lovelace",
                tags: vec!["new"],
            },
            note: None,
        },
        Order {
            id: 2,
            customer: Customer {
                name: "Grace",
                tags: Vec::new(),
            },
            note: Some("=now, please"),
        },
    ]
}

const TABLE: &str = "id,customer.name,customer.tags,note\r\n\
                     1,\"Ada \"\"A.\"\" Lovelace\",\"[\"\"new\"\"]\",\r\n\
                     2,Grace,\"[]\",\"=now, please\"\r\n";

#[stream_json(formats = [array, ndjson, csv])]
async fn free(rows: &Emitter<Order>) {
    for order in orders() {
        rows.emit(&order).await;
    }
}

#[tokio::test]
async fn a_table_is_for_those_who_ask_for_it() {
    for accept in [
        "text/csv",
        "TEXT/CSV; charset=utf-8",
        "text/csv, */*",
        "text/csv;q=0.9, application/json;q=0.8",
        "text/html, text/csv, application/json;q=0.5",
        "application/jsonl;q=0.1, text/csv;q=0.2",
    ] {
        let answer = ask(free, accept).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.header("content-type"), Some(CSV), "{accept}");
        assert_eq!(answer.header("vary"), Some("accept"));
        assert_eq!(answer.text(), TABLE, "{accept}");
        assert!(answer.is_whole());
    }
    for accept in [
        "*/*",
        "text/*",
        "text/csv;q=0",
        "text/csv;q=0.4, application/json;q=0.5",
        "text/plain",
    ] {
        let answer = ask(free, accept).await;
        assert_eq!(answer.header("content-type"), Some("application/json"), "{accept}");
    }
}

#[tokio::test]
async fn a_small_table_has_a_length() {
    let answer = ask(free, "text/csv").await;
    assert_eq!(answer.header("content-length"), Some(&*TABLE.len().to_string()));
}

#[tokio::test]
async fn one_format_is_for_everybody() {
    #[stream_json(format = csv)]
    async fn fixed() -> Vec<Order> {
        orders().into()
    }
    for accept in ["", "application/json", "*/*"] {
        let answer = ask(fixed, accept).await;
        assert_eq!(answer.header("content-type"), Some(CSV));
        assert_eq!(answer.header("vary"), None);
        assert_eq!(answer.text(), TABLE);
    }
}

#[tokio::test]
async fn every_kind_of_handler_makes_tables() {
    #[stream_json(format = csv)]
    async fn iterator() -> impl Iterator<Item = Order> {
        orders().into_iter()
    }
    #[stream_json(format = csv)]
    async fn stream() -> impl futures::Stream<Item = Result<Order, std::convert::Infallible>> {
        futures::stream::iter(orders().map(Ok))
    }
    #[stream_json(format = csv)]
    fn on_a_thread() -> Vec<Order> {
        orders().into()
    }
    #[stream_json(format = csv)]
    fn emitted_on_a_thread(rows: &BlockingEmitter<Order>) {
        for order in orders() {
            let _ = rows.emit(&order);
            let _ = rows.flush();
        }
    }
    #[stream_json(format = csv, chunk = "1KiB")]
    async fn all_at_once(rows: &Emitter<Order>) {
        rows.emit_all(orders()).await;
    }
    assert_eq!(ask(iterator, "").await.text(), TABLE);
    assert_eq!(ask(stream, "").await.text(), TABLE);
    assert_eq!(ask(on_a_thread, "").await.text(), TABLE);
    assert_eq!(ask(emitted_on_a_thread, "").await.text(), TABLE);
    assert_eq!(ask(all_at_once, "").await.text(), TABLE);
}

#[tokio::test]
async fn options_say_how_a_table_is_written() {
    #[stream_json(formats = [csv, array], csv(delimiter = ";", guard = on, bom = on))]
    async fn for_a_spreadsheet() -> Vec<(&'static str, i32)> {
        vec![("=1;2", -1), ("a,b", 2)]
    }
    #[stream_json(format = csv, csv(delimiter = "\t"))]
    async fn tabs() -> Vec<(&'static str, i32)> {
        vec![("=1;2", -1), ("a,b", 2)]
    }
    let answer = ask(for_a_spreadsheet, "text/csv").await;
    assert_eq!(answer.text(), "\u{feff}column0;column1\r\n\"'=1;2\";-1\r\na,b;2\r\n");
    assert_eq!(
        ask(for_a_spreadsheet, "application/json").await.text(),
        "[[\"=1;2\",-1],[\"a,b\",2]]"
    );
    assert_eq!(ask(tabs, "").await.text(), "column0\tcolumn1\r\n=1;2\t-1\r\na,b\t2\r\n");
}

#[tokio::test]
async fn no_rows_are_an_empty_body() {
    #[stream_json(format = csv)]
    async fn none() -> Vec<Order> {
        Vec::new()
    }
    #[stream_json(format = csv)]
    fn none_on_a_thread() -> Vec<Order> {
        Vec::new()
    }
    for answer in [ask(none, "").await, ask(none_on_a_thread, "").await] {
        assert_eq!((answer.status(), answer.text().as_str()), (200, ""));
        assert_eq!(answer.header("content-type"), Some(CSV));
        assert_eq!(answer.header("content-length"), Some("0"));
    }
}

#[tokio::test]
async fn what_other_formats_have_beside_the_items_is_left_out() {
    #[stream_json(items = "rows", formats = [array, sse, csv], end_record = on, error_detail = on, heartbeat = "1ms")]
    async fn everything(rows: &Emitter<(u32, &str)>) {
        rows.head("from", &1).await;
        rows.emit_event(SseEvent::new().name("row").id(&1), &(1, "a")).await;
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        rows.emit(&(2, "b")).await;
        rows.tail("to", &2).await;
    }
    let answer = ask(everything, "text/csv").await;
    assert_eq!(answer.text(), "column0,column1\r\n1,a\r\n2,b\r\n");
    assert!(answer.is_whole());
}

#[tokio::test]
async fn a_document_stays_json() {
    #[stream_json(formats = [array, csv])]
    async fn document() -> BTreeMap<&'static str, u32> {
        BTreeMap::from([("a", 1)])
    }
    let answer = ask(document, "text/csv").await;
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.text(), "{\"a\":1}");
}

#[tokio::test]
async fn a_content_type_of_the_handlers_own_stands() {
    #[stream_json(format = csv)]
    async fn own(rows: &Emitter<(u32,)>) {
        let csv = HeaderValue::from_static("text/csv; charset=utf-8; header=present; profile=orders");
        rows.headers_mut().insert(CONTENT_TYPE, csv);
        rows.emit(&(1,)).await;
    }
    let answer = ask(own, "").await;
    assert_eq!(
        answer.header("content-type"),
        Some("text/csv; charset=utf-8; header=present; profile=orders")
    );
}

#[tokio::test]
async fn many_rows_and_long_ones_are_whole_in_whatever_chunks() {
    #[stream_json(format = csv, chunk = "1KiB")]
    async fn many(rows: &Emitter<(u32, String)>) {
        for row in 0..500 {
            rows.emit(&(row, "a \"long\" text\r\n".repeat(row as usize))).await;
        }
    }
    #[stream_json(format = csv, chunk = "1KiB")]
    fn many_on_a_thread() -> impl Iterator<Item = (u32, String)> {
        (0..500).map(|row| (row, "a \"long\" text\r\n".repeat(row as usize)))
    }
    for answer in [ask(many, "").await, ask(many_on_a_thread, "").await] {
        assert!(answer.is_whole());
        assert!(answer.chunks.len() > 400, "{}", answer.chunks.len());
        let text = answer.text();
        let rows: Vec<(u32, String)> = csv::Reader::from_reader(text.as_bytes())
            .deserialize()
            .collect::<Result<_, _>>()
            .unwrap();
        assert!(rows.iter().map(|(row, _)| *row).eq(0..500));
        assert!(
            rows.iter()
                .all(|(row, text)| *text == "a \"long\" text\r\n".repeat(*row as usize))
        );
        assert!(text.ends_with("\"\r\n"));
    }
}

#[tokio::test]
async fn a_file_name_ends_as_the_format_that_is_sent() {
    #[stream_json(formats = [array, ndjson, csv], filename = "all.json")]
    async fn named(rows: &Emitter<Order>) {
        rows.emit_all(orders()).await;
    }
    #[stream_json(formats = [array, ndjson, csv])]
    async fn named_late(rows: &Emitter<Order>) {
        rows.set_filename("orders");
        rows.emit_all(orders()).await;
    }
    for (accept, all, late) in [
        ("text/csv", "all.csv", "orders.csv"),
        ("application/jsonl", "all.jsonl", "orders.jsonl"),
        ("application/json", "all.json", "orders.json"),
    ] {
        let disposition = |name| format!("attachment; filename=\"{name}\"");
        let answer = ask(named, accept).await;
        assert_eq!(answer.header("content-disposition"), Some(&*disposition(all)));
        let answer = ask(named_late, accept).await;
        assert_eq!(answer.header("content-disposition"), Some(&*disposition(late)));
    }
}
