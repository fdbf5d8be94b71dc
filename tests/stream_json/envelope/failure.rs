//! What fails the stream, and what a client has of it then.

use velithon::{Emitter, stream_json};

use super::{MANY, ask};
use crate::support::{Teapot, Unwritable, get};

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
