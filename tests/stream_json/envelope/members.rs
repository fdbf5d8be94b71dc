//! Members before and after the items.

use velithon::{Emitter, stream_json};

use super::{MANY, ask, lines};
use crate::support::{Teapot, get};

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
