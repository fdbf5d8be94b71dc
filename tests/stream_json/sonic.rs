//! Strings written by `sonic-rs`.

use std::collections::BTreeMap;

use axum::{body::Body, http::Request};
use serde::Serialize;
use serde_json::value::RawValue;
use velithon::{Emitter, stream_json};

use crate::support::{call, get};

#[derive(Serialize, Clone)]
struct Row {
    id: u64,
    ratio: f64,
    text: String,
    #[serde(rename = "odd \"name\"")]
    odd: Option<char>,
    map: BTreeMap<String, Vec<u8>>,
    raw: Box<RawValue>,
}

fn row(id: u64) -> Row {
    let length = usize::try_from(id % 3_000).unwrap();
    Row {
        id,
        ratio: f64::from(u32::try_from(id).unwrap()) / 7.0,
        text: "plain, \"quoted\"\\ \n\u{1} größe 😀".repeat(length / 30 + 1),
        odd: char::from_u32(u32::try_from(id).unwrap() % 300),
        map: BTreeMap::from([("key \"1\"".repeat(length / 500), vec![1, 2])]),
        raw: RawValue::from_string("{ \"kept\" :\n1.50 }".into()).unwrap(),
    }
}

fn rows() -> impl Iterator<Item = Row> {
    (0..3_000).map(row)
}

#[stream_json(serializer = sonic, formats = [array, ndjson, sse])]
async fn by_sonic() -> impl Iterator<Item = Row> {
    rows()
}

#[stream_json(formats = [array, ndjson, sse])]
async fn by_default() -> impl Iterator<Item = Row> {
    rows()
}

#[tokio::test]
async fn items_are_the_same_bytes_in_every_format() {
    for accept in ["*/*", "application/jsonl", "text/event-stream"] {
        let request = || Request::get("/").header("accept", accept).body(Body::empty()).unwrap();
        let (sonic, default) = (call(by_sonic, request()).await, call(by_default, request()).await);
        assert_eq!(sonic.failure, None);
        assert!(sonic.text() == default.text(), "another text for {accept}");
        let longest = 8 * 1024;
        assert!(sonic.chunks.iter().all(|chunk| chunk.len() <= 32 * 1024 + longest));
    }
}

#[tokio::test]
async fn documents_are_the_same_bytes() {
    #[stream_json(serializer = sonic)]
    async fn small() -> Row {
        row(17)
    }

    #[stream_json(serializer = sonic)]
    async fn large() -> (u8, Vec<Row>) {
        (1, rows().collect())
    }

    #[stream_json(serializer = sonic, document = blocking)]
    async fn blocking() -> (u8, Vec<Row>) {
        (1, rows().collect())
    }

    assert_eq!(get(small).await.text(), serde_json::to_string(&row(17)).unwrap());
    let expected = serde_json::to_vec(&(1, rows().collect::<Vec<_>>())).unwrap();
    for handler in [get(large).await, get(blocking).await] {
        // Read as text, which a chunk may cut inside a character.
        assert_eq!(handler.failure, None);
        assert!(handler.chunks.iter().all(|chunk| chunk.len() <= 33 * 1024));
    }
    let body = crate::support::respond(large, Request::get("/").body(Body::empty()).unwrap()).await;
    let body = http_body_util::BodyExt::collect(body.into_body())
        .await
        .unwrap()
        .to_bytes();
    assert!(body == expected, "another text");
}

#[tokio::test]
async fn bounds_envelopes_and_failures_are_as_ever() {
    #[stream_json(serializer = sonic, items = "rows", max_item = "1KiB")]
    async fn handler(rows: &Emitter<str>) {
        rows.head("a \"b\"", "c \"d\"").await;
        rows.emit("e\n").await;
        rows.commit().await;
        rows.emit(&"x".repeat(1_023)).await;
    }

    #[stream_json(serializer = sonic)]
    async fn unwritable(rows: &Emitter<crate::support::Unwritable>) {
        rows.emit(&crate::support::Unwritable).await;
    }

    let answer = get(handler).await;
    assert_eq!(answer.text(), r#"{"a \"b\"":"c \"d\"","rows":["e\n""#);
    assert!(answer.failure.unwrap().contains("`max_item`"));
    assert_eq!(get(unwritable).await.status(), 500);
}
