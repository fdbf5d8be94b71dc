//! Whatever stands in `Accept`: the response says what it is, and is it.

#![no_main]

mod support;

use std::sync::LazyLock;

use axum::{Router, http::header, routing};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use velithon::stream_json;

#[stream_json(formats = [array, ndjson, sse])]
async fn numbers() -> impl Iterator<Item = u32> {
    0..3
}

static APP: LazyLock<Router> = LazyLock::new(|| Router::new().route("/", routing::get(numbers)));

fuzz_target!(|accept: &[u8]| {
    let Some(answer) = support::get(&APP, b"/", Some(accept)) else {
        return;
    };
    assert_eq!(answer.status, 200);
    assert!(answer.headers[header::VARY].as_bytes().eq_ignore_ascii_case(b"accept"));
    let text = std::str::from_utf8(&answer.body).expect("text");
    let content_type = answer.headers[header::CONTENT_TYPE].to_str().expect("a type");
    let asked = accept.to_ascii_lowercase();
    let asks = |kind: &str| asked.windows(kind.len()).any(|window| window == kind.as_bytes());
    match content_type {
        "application/json" => assert_eq!(text, "[0,1,2]"),
        "text/event-stream" => {
            assert!(asks("text/event-stream"), "events that nobody asked for");
            assert!(
                text.starts_with("data: 0\n\ndata: 1\n\ndata: 2\n\nevent: end\n"),
                "{text}"
            );
        }
        lines => {
            assert!(asks(lines), "{lines}, which nobody asked for");
            let lines: Vec<Value> = text
                .lines()
                .map(|line| serde_json::from_str(line).expect("JSON"))
                .collect();
            assert_eq!(lines, [0, 1, 2]);
        }
    }
});
