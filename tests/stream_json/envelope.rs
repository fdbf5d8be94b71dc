//! The object around a list: what stands before the items, what after them, and what it never becomes.

use axum::{body::Body, http::Request};
use serde_json::value::RawValue;
use velithon::{Emitter, stream_json};

use crate::support::{Answer, Teapot, Unwritable, call, get};

const MANY: u32 = 20_000;

async fn lines<H: axum::handler::Handler<T, ()>, T: 'static>(handler: H) -> Answer {
    ask(handler, "application/jsonl").await
}

async fn ask<H: axum::handler::Handler<T, ()>, T: 'static>(handler: H, accept: &str) -> Answer {
    let request = Request::get("/").header("accept", accept);
    call(handler, request.body(Body::empty()).unwrap()).await
}

#[stream_json(items = "rows", formats = [array, ndjson, sse])]
async fn whole(rows: &Emitter<u32>) {
    rows.head("made", "today").await;
    rows.head("by", &[1, 2]).await;
    rows.emit(&1).await;
    rows.emit_all(2..4).await;
    rows.tail("total", &3).await;
    rows.tail("next", &None::<u32>).await;
}

#[tokio::test]
async fn members_stand_around_the_list() {
    let answer = get(whole).await;
    let expected = r#"{"made":"today","by":[1,2],"rows":[1,2,3],"total":3,"next":null}"#;
    assert_eq!(answer.text(), expected);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let length = expected.len().to_string();
    assert_eq!(answer.header("content-length"), Some(length.as_str()));
}

#[tokio::test]
async fn lines_and_events_are_the_items_alone() {
    assert_eq!(lines(whole).await.text(), "1\n2\n3\n");
    let events = ask(whole, "text/event-stream").await.text();
    let expected = "data: 1\n\ndata: 2\n\ndata: 3\n\nevent: end\ndata: {\"$end\":{\"count\":3}}\n\n";
    assert_eq!(events, expected);
}

#[tokio::test]
async fn whatever_is_missing_the_object_is_whole() {
    #[stream_json(items = "rows")]
    async fn nothing(_rows: &Emitter<u32>) {}

    #[stream_json(items = "rows")]
    async fn head(rows: &Emitter<u32>) {
        rows.head("a", &1).await;
    }

    #[stream_json(items = "rows")]
    async fn tail(rows: &Emitter<u32>) {
        rows.tail("b", &1).await;
    }

    #[stream_json(items = "rows")]
    async fn both(rows: &Emitter<u32>) {
        rows.head("a", &1).await;
        rows.tail("b", &2).await;
    }

    #[stream_json(items = "rows")]
    async fn items(rows: &Emitter<u32>) {
        rows.emit(&1).await;
    }

    assert_eq!(get(nothing).await.text(), r#"{"rows":[]}"#);
    assert_eq!(get(head).await.text(), r#"{"a":1,"rows":[]}"#);
    assert_eq!(get(tail).await.text(), r#"{"rows":[],"b":1}"#);
    assert_eq!(get(both).await.text(), r#"{"a":1,"rows":[],"b":2}"#);
    assert_eq!(get(items).await.text(), r#"{"rows":[1]}"#);
    assert_eq!(lines(both).await.text(), "");
}

#[tokio::test]
async fn what_is_returned_has_one_too() {
    #[stream_json(items = "rows")]
    async fn iterator() -> impl Iterator<Item = u32> {
        0..3
    }

    #[stream_json(items = "rows")]
    async fn stream() -> Result<impl futures::Stream<Item = Result<u32, Teapot>>, Teapot> {
        Ok(futures::stream::iter((0..3).map(Ok)))
    }

    #[stream_json(items = "rows")]
    async fn list() -> Vec<u32> {
        vec![0, 1, 2]
    }

    #[stream_json(items = "rows", chunk = 1024)]
    async fn long() -> impl Iterator<Item = u32> {
        0..MANY
    }

    for answer in [get(iterator).await, get(stream).await, get(list).await] {
        assert_eq!(answer.text(), r#"{"rows":[0,1,2]}"#);
    }
    let answer = get(long).await;
    assert!(answer.chunks.len() > 50);
    let body: serde_json::Value = serde_json::from_str(&answer.text()).unwrap();
    assert_eq!(body["rows"].as_array().unwrap().len(), MANY as usize);
}

#[tokio::test]
async fn it_counts_its_items_on_request() {
    #[stream_json(items = "rows", end_record = on)]
    async fn handler(rows: &Emitter<u32>) {
        rows.emit_all(0..2).await;
        rows.tail("b", &true).await;
    }

    #[stream_json(items = "rows", end_record = on)]
    async fn nothing() -> [u32; 0] {
        []
    }

    assert_eq!(get(handler).await.text(), r#"{"rows":[0,1],"b":true,"count":2}"#);
    assert_eq!(lines(handler).await.text(), "0\n1\n{\"$end\":{\"count\":2}}\n");
    assert_eq!(get(nothing).await.text(), r#"{"rows":[],"count":0}"#);
}

#[tokio::test]
async fn every_name_is_escaped() {
    const ODD: &str = "a \"b\"\\\n\u{1}ü";

    #[stream_json(items = "r\"o\\w\ns")]
    async fn handler(rows: &Emitter<u32>) {
        rows.head(ODD, &1).await;
        rows.emit(&2).await;
        rows.tail(&format!("{ODD}2"), &3).await;
    }

    let body: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&get(handler).await.text()).unwrap();
    let entries: Vec<_> = body
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_string()))
        .collect();
    let second = format!("{ODD}2");
    for expected in [(ODD, "1"), ("r\"o\\w\ns", "[2]"), (second.as_str(), "3")] {
        assert!(entries.contains(&(expected.0, expected.1.to_owned())), "{entries:?}");
    }
}

#[tokio::test]
async fn what_is_out_of_order_fails_the_stream_in_every_format() {
    #[stream_json(items = "rows", formats = [array, ndjson, sse])]
    async fn head_after_an_item(rows: &Emitter<u32>) {
        rows.emit(&1).await;
        rows.head("a", &1).await;
    }

    #[stream_json(items = "rows", formats = [array, ndjson, sse])]
    async fn head_after_a_tail(rows: &Emitter<u32>) {
        rows.tail("a", &1).await;
        rows.head("b", &1).await;
    }

    #[stream_json(items = "rows", formats = [array, ndjson, sse])]
    async fn item_after_a_tail(rows: &Emitter<u32>) {
        rows.emit(&1).await;
        rows.tail("a", &1).await;
        rows.emit(&2).await;
    }

    #[stream_json(items = "rows", formats = [array, ndjson, sse])]
    async fn items_after_a_tail(rows: &Emitter<u32>) {
        rows.tail("a", &1).await;
        rows.emit_all(0..2).await;
    }

    #[stream_json(items = "rows", formats = [array, ndjson, sse])]
    async fn same_name(rows: &Emitter<u32>) {
        rows.head("a", &1).await;
        rows.tail("a", &1).await;
    }

    #[stream_json(items = "rows", formats = [array, ndjson, sse])]
    async fn name_of_the_list(rows: &Emitter<u32>) {
        rows.head("rows", &1).await;
    }

    #[stream_json(items = "rows", end_record = on, formats = [array, ndjson, sse])]
    async fn name_of_the_count(rows: &Emitter<u32>) {
        rows.tail("count", &1).await;
    }

    #[stream_json(formats = [array, ndjson, sse])]
    async fn no_envelope(rows: &Emitter<u32>) {
        rows.head("a", &1).await;
    }

    #[stream_json(formats = [array, ndjson, sse])]
    async fn no_envelope_at_the_end(rows: &Emitter<u32>) {
        rows.emit(&1).await;
        rows.tail("a", &1).await;
    }

    #[stream_json(items = "rows", formats = [array, ndjson, sse])]
    async fn too_many(rows: &Emitter<u32>) {
        for name in 0..65 {
            rows.tail(&name.to_string(), &1).await;
        }
    }

    macro_rules! assert_refused {
        ($($handler:ident)*) => {$(
            for accept in ["*/*", "application/jsonl", "text/event-stream"] {
                let answer = ask($handler, accept).await;
                assert_eq!(answer.status(), 500, "{} as {accept}: {}", stringify!($handler), answer.text());
            }
        )*};
    }
    assert_refused! {
        head_after_an_item head_after_a_tail item_after_a_tail items_after_a_tail same_name name_of_the_list
        name_of_the_count no_envelope no_envelope_at_the_end too_many
    }
}

#[tokio::test]
async fn a_failed_stream_is_never_closed() {
    #[stream_json(items = "rows")]
    async fn among_items(rows: &Emitter<u32>) -> Result<(), Teapot> {
        rows.head("a", &1).await;
        rows.emit_all(0..MANY).await;
        Err(Teapot)
    }

    #[stream_json(items = "rows")]
    async fn after_the_list(rows: &Emitter<u32>) -> Result<(), Teapot> {
        rows.commit().await;
        rows.tail("a", &1).await;
        Err(Teapot)
    }

    #[stream_json(items = "rows")]
    async fn in_a_head(rows: &Emitter<u32>) {
        rows.commit().await;
        rows.head("a", &1).await;
        rows.head("b", &Unwritable).await;
    }

    #[stream_json(items = "rows")]
    async fn in_a_tail(rows: &Emitter<u32>) {
        rows.commit().await;
        rows.emit(&1).await;
        rows.tail("b", &Unwritable).await;
    }

    #[stream_json(items = "rows")]
    async fn late_head(rows: &Emitter<u32>) {
        rows.commit().await;
        rows.emit(&1).await;
        rows.head("b", &1).await;
    }

    let answers = [
        (get(among_items).await, None),
        (get(after_the_list).await, Some(r#"{"rows":[],"a":1"#)),
        (get(in_a_head).await, Some(r#"{"a":1"#)),
        (get(in_a_tail).await, Some(r#"{"rows":[1]"#)),
        (get(late_head).await, Some(r#"{"rows":[1"#)),
    ];
    for (answer, text) in answers {
        assert_eq!(answer.status(), 200);
        assert!(answer.failure.is_some());
        assert!(text.is_none_or(|text| text == answer.text()), "{}", answer.text());
        assert!(serde_json::from_str::<serde_json::Value>(&answer.text()).is_err());
    }
    let message = get(late_head).await.failure.unwrap();
    assert!(message.contains("heads come before the first item"), "{message}");
}

#[tokio::test]
async fn what_panics_and_is_caught_leaves_nothing_behind() {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    struct Panics;

    impl serde::Serialize for Panics {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            panic!("caught by the handler");
        }
    }

    #[derive(serde::Serialize)]
    #[serde(untagged)]
    enum Item {
        Good(u32),
        Bad(Panics),
    }

    fn caught<T>(write: impl FnOnce() -> T) {
        assert!(catch_unwind(AssertUnwindSafe(|| drop(write()))).is_err());
    }

    #[stream_json(items = "rows")]
    async fn handler(rows: &Emitter<Item>) {
        caught(|| rows.head("a", &Panics));
        caught(|| rows.emit(&Item::Bad(Panics)));
        rows.head("a", &1).await;
        caught(|| rows.emit(&Item::Bad(Panics)));
        rows.emit(&Item::Good(2)).await;
        caught(|| rows.emit(&Item::Bad(Panics)));
        caught(|| rows.tail("b", &Panics));
        rows.tail("b", &3).await;
    }

    assert_eq!(get(handler).await.text(), r#"{"a":1,"rows":[2],"b":3}"#);
}

#[tokio::test]
async fn a_head_starts_the_response_and_waits_for_its_client() {
    #[stream_json(items = "rows", chunk = 1024)]
    async fn handler(rows: &Emitter<u32>) {
        for name in 0..20 {
            rows.head(&name.to_string(), &"x".repeat(300)).await;
        }
        rows.emit_all(0..1_000).await;
        for name in 20..40 {
            rows.tail(&name.to_string(), &"y".repeat(300)).await;
        }
    }

    let answer = get(handler).await;
    assert!(answer.chunks.iter().all(|chunk| chunk.len() < 1024 + 400));
    let body: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&answer.text()).unwrap();
    assert_eq!(body.len(), 41);
}

#[tokio::test(start_paused = true)]
async fn a_heartbeat_is_welcome_anywhere_in_it() {
    #[stream_json(items = "rows", heartbeat = "1s")]
    async fn handler(rows: &Emitter<u32>) {
        let pause = || tokio::time::sleep(std::time::Duration::from_millis(1_500));
        pause().await;
        rows.head("a", &1).await;
        pause().await;
        rows.emit(&1).await;
        pause().await;
        rows.tail("b", &2).await;
        pause().await;
    }

    let text = get(handler).await.text();
    assert_eq!(text.matches(' ').count(), 4, "{text}");
    let body: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(body, serde_json::json!({"a": 1, "rows": [1], "b": 2}));
}

#[tokio::test]
async fn json_written_elsewhere_passes_through_in_every_place_and_format() {
    const RAW: &str = "{\"a\":\r\n[1.50,\n\"b\\nc\"] }";
    const ON_ONE_LINE: &str = "{\"a\":  [1.50, \"b\\nc\"] }";

    #[derive(serde::Serialize)]
    struct Nested<'a> {
        #[serde(borrow)]
        raw: &'a RawValue,
        list: Vec<&'a RawValue>,
    }

    fn raw() -> Box<RawValue> {
        RawValue::from_string(RAW.to_owned()).unwrap()
    }

    #[stream_json(items = "rows", formats = [array, ndjson, sse])]
    async fn unsized_items(rows: &Emitter<RawValue>) {
        rows.head("head", &raw()).await;
        rows.emit(&raw()).await;
        rows.emit_all([raw()]).await;
        rows.tail("tail", &*raw()).await;
    }

    #[stream_json(items = "rows", formats = [array, ndjson, sse])]
    async fn borrowed(rows: &Emitter<&RawValue>) {
        let raw = raw();
        rows.emit(&&*raw).await;
        rows.emit_all([&*raw]).await;
    }

    #[stream_json(formats = [array, ndjson, sse])]
    async fn boxed() -> Vec<Box<RawValue>> {
        vec![raw(), raw()]
    }

    #[stream_json(formats = [array, ndjson, sse])]
    async fn bounded(rows: &Emitter<Nested<'_>>) {
        let raw = raw();
        let list = vec![&*raw, &*raw];
        rows.emit_owned(Nested { raw: &raw, list }).await;
    }

    #[stream_json(document = blocking)]
    async fn document() -> (Box<RawValue>, [Box<RawValue>; 1]) {
        (raw(), [raw()])
    }

    assert_eq!(
        get(unsized_items).await.text(),
        format!("{{\"head\":{RAW},\"rows\":[{RAW},{RAW}],\"tail\":{RAW}}}")
    );
    assert_eq!(get(borrowed).await.text(), format!("{{\"rows\":[{RAW},{RAW}]}}"));
    assert_eq!(get(boxed).await.text(), format!("[{RAW},{RAW}]"));
    let nested = |raw: &str| format!("{{\"raw\":{raw},\"list\":[{raw},{raw}]}}");
    assert_eq!(get(bounded).await.text(), format!("[{}]", nested(RAW)));
    assert_eq!(get(document).await.text(), format!("[{RAW},[{RAW}]]"));

    let line = format!("{ON_ONE_LINE}\n");
    assert_eq!(lines(unsized_items).await.text(), line.repeat(2));
    assert_eq!(lines(borrowed).await.text(), line.repeat(2));
    assert_eq!(lines(boxed).await.text(), line.repeat(2));
    assert_eq!(lines(bounded).await.text(), nested(ON_ONE_LINE) + "\n");
    let event = format!("data: {ON_ONE_LINE}\n\n");
    for text in [
        ask(unsized_items, "text/event-stream").await.text(),
        ask(borrowed, "text/event-stream").await.text(),
        ask(boxed, "text/event-stream").await.text(),
    ] {
        assert!(text.starts_with(&(event.repeat(2) + "event: end")), "{text}");
    }
}
