//! What stands around the items, and what bounds them, when a thread writes it.

use axum::http::Method;
use velithon::{BlockingEmitter, Disconnected, stream_json};
use velithon_test_support::Answer;

use super::{request, request_as};
use crate::support::{Teapot, Unwritable, call, get};

#[stream_json(items = "rows", end_record = on, filename = "a.json", max_item = "1KiB", chunk = "1KiB", formats = [array, ndjson, sse])]
fn everything(rows: &BlockingEmitter<u32>) -> Result<(), Teapot> {
    rows.set_filename("b.json");
    rows.head("a", &1)?;
    rows.emit_all(0..1_000)?;
    rows.set_filename("late.json");
    rows.tail("b", "x")?;
    Ok(())
}

#[tokio::test]
async fn members_a_count_and_a_file_name_are_as_under_async() {
    let items: Vec<_> = (0..1_000).map(|item: u32| item.to_string()).collect();
    let array = format!(r#"{{"a":1,"rows":[{}],"b":"x","count":1000}}"#, items.join(","));
    let lines = items.join("\n") + "\n{\"$end\":{\"count\":1000}}\n";
    let events =
        format!("data: {}\n\n", items.join("\n\ndata: ")) + "event: end\ndata: {\"$end\":{\"count\":1000}}\n\n";
    for (accept, text) in [
        ("*/*", array),
        ("application/jsonl", lines),
        ("text/event-stream", events),
    ] {
        let answer = call(everything, request_as(accept)).await;
        assert_eq!((answer.status(), answer.failure.as_deref()), (200, None));
        assert_eq!(answer.text(), text);
        assert!(answer.chunks.len() > 2);
        let disposition = match accept {
            "application/jsonl" => "attachment; filename=\"b.jsonl\"",
            _ => "attachment; filename=\"b.json\"",
        };
        let disposition = Some(disposition);

        let mut head = request_as(accept);
        *head.method_mut() = Method::HEAD;
        let head = call(everything, head).await;
        assert_eq!((head.status(), head.text().as_str()), (200, ""));
        assert_eq!(head.header("content-disposition"), disposition);
        assert_eq!(head.header("content-type"), answer.header("content-type"));
    }
}

#[tokio::test]
async fn without_items_the_object_is_whole() {
    #[stream_json(items = "rows", end_record = on)]
    fn emitted(rows: &BlockingEmitter<u32>) -> Result<(), Disconnected> {
        rows.head("a", &1)?;
        rows.tail("b", &2)
    }

    #[stream_json(items = "rows")]
    fn returned() -> Vec<u32> {
        Vec::new()
    }

    assert_eq!(get(emitted).await.text(), r#"{"a":1,"rows":[],"b":2,"count":0}"#);
    assert_eq!(get(returned).await.text(), r#"{"rows":[]}"#);
}

fn assert_failed(answer: &Answer, text: &str, reason: &str) {
    assert_eq!((answer.status(), answer.text().as_str()), (200, text));
    let failure = answer.failure.as_deref().expect("a failure");
    assert!(failure.contains(reason), "{failure}");
}

#[tokio::test]
async fn what_is_out_of_order_too_long_or_unwritable_fails_the_stream_between_items() {
    #[stream_json(items = "rows")]
    fn late_head(rows: &BlockingEmitter<u32>) {
        rows.emit(&1).and_then(|()| rows.flush()).expect("a client");
        assert!(rows.head("a", &1).is_err() && rows.emit(&2).is_err());
    }

    #[stream_json(items = "rows")]
    fn unwritable_tail(rows: &BlockingEmitter<u32>) {
        rows.emit(&1).and_then(|()| rows.flush()).expect("a client");
        assert!(rows.tail("a", &Unwritable).is_err() && rows.tail("b", &1).is_err());
    }

    #[stream_json(items = "rows")]
    fn tail_of_its_iterator(rows: &BlockingEmitter<u32>) {
        rows.emit(&1).and_then(|()| rows.flush()).expect("a client");
        let items = (2..4).inspect(|_| rows.tail("a", &1).expect("a client"));
        assert!(rows.emit_all(items).is_err());
    }

    #[stream_json(max_item = 10)]
    fn too_long(rows: &BlockingEmitter<str>) {
        rows.emit("12345678").and_then(|()| rows.flush()).expect("a client");
        assert!(rows.emit("123456789").is_err() && rows.emit("1").is_err());
    }

    assert_failed(
        &get(late_head).await,
        r#"{"rows":[1"#,
        "heads come before the first item",
    );
    assert_failed(&get(unwritable_tail).await, r#"{"rows":[1]"#, "a secret");
    assert_failed(
        &get(tail_of_its_iterator).await,
        r#"{"rows":[1],"a":1"#,
        "tails come after the last item",
    );
    assert_failed(&get(too_long).await, r#"["12345678""#, "longer than the 10 bytes");

    #[stream_json(items = "rows")]
    fn early(rows: &BlockingEmitter<u32>) {
        assert!(rows.tail("a", &Unwritable).is_err());
    }

    assert_eq!(call(early, request()).await.status(), 500);
}

#[cfg(feature = "sonic-rs")]
#[tokio::test]
async fn sonic_writes_on_threads_too() {
    #[stream_json(serializer = sonic, items = "rows", max_item = "1KiB")]
    fn handler(rows: &BlockingEmitter<str>) -> Result<(), Disconnected> {
        rows.head("a\n", "x\n\u{1}")?;
        rows.emit("ü\"")?;
        rows.tail("c", &1.5)
    }

    let expected = r#"{"a\n":"x\n\u0001","rows":["ü\""],"c":1.5}"#;
    assert_eq!(get(handler).await.text(), expected);
}
