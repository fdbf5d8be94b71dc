//! How large an item may be.

use axum::{body::Body, http::Request};
use serde::{Serialize, Serializer};
use velithon::{Emitter, stream_json};
use velithon_test_support::Answer;

use crate::support::{call, get};

/// A list of numbers that says where it was stopped.
struct Numbers(u32);

impl Serialize for Numbers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stopped = (0..self.0).inspect(|number| assert!(*number < 1_000, "written far beyond the bound"));
        serializer.collect_seq(stopped)
    }
}

#[tokio::test]
async fn an_item_that_is_too_long_fails_the_stream_before_it_is_written() {
    #[stream_json(max_item = 1024, formats = [array, ndjson, sse])]
    async fn emitted(rows: &Emitter<Numbers>) {
        rows.commit().await;
        rows.emit(&Numbers(3)).await;
        rows.emit(&Numbers(u32::MAX)).await;
        unreachable!("a failed handler is dropped where it waits");
    }

    #[stream_json(max_item = "1KiB", formats = [array, ndjson, sse])]
    async fn returned() -> impl Iterator<Item = Numbers> {
        (0..5_000).map(|_| Numbers(3)).chain([Numbers(u32::MAX)])
    }

    let item = "[0,1,2]";
    let answer = get(emitted).await;
    assert_eq!(answer.text(), format!("[{item}"));
    let message = answer.failure.unwrap();
    assert!(
        message.contains("longer than the 1024 bytes that `max_item` allows"),
        "{message}"
    );

    let answer = get(returned).await;
    assert_eq!(answer.text().matches(item).count(), 5_000);
    assert!(answer.failure.is_some());
    assert!(serde_json::from_str::<serde_json::Value>(&answer.text()).is_err());

    let record = r#"{"$error":{"title":"Internal Server Error","status":500}}"#;
    let ask = |accept| Request::get("/").header("accept", accept).body(Body::empty()).unwrap();
    let lines = call(emitted, ask("application/jsonl")).await;
    assert_eq!(lines.text(), format!("{item}\n{record}\n"));
    let events = call(emitted, ask("text/event-stream")).await;
    assert_eq!(
        events.text(),
        format!("data: {item}\n\nevent: $error\ndata: {record}\n\n")
    );
}

#[tokio::test]
async fn it_is_an_error_response_inside_the_window_and_the_bound_itself_is_allowed() {
    #[stream_json(max_item = 10)]
    async fn handler(axum::extract::State(length): axum::extract::State<usize>, rows: &Emitter<str>) {
        rows.emit(&"x".repeat(length)).await;
        rows.emit(&"y".repeat(length)).await;
    }

    for (length, status) in [(8, 200), (9, 500)] {
        let app = axum::Router::new().fallback(handler).with_state(length);
        let request = Request::get("/").body(Body::empty()).unwrap();
        let answer = Answer::read(tower::ServiceExt::oneshot(app, request).await.unwrap()).await;
        assert_eq!(answer.status(), status);
        assert!(status == 500 || answer.text() == r#"["xxxxxxxx","yyyyyyyy"]"#);
    }
}

#[tokio::test]
async fn heads_and_tails_have_the_same_bound() {
    #[stream_json(items = "rows", max_item = 10)]
    async fn head(rows: &Emitter<u32>) {
        rows.head("a", "longer than ten").await;
    }

    #[stream_json(items = "rows", max_item = 10)]
    async fn tail(rows: &Emitter<u32>) {
        rows.tail("a", "longer than ten").await;
    }

    assert_eq!((get(head).await.status(), get(tail).await.status()), (500, 500));
}
