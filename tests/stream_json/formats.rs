//! Arrays, lines of JSON and server-sent events: who gets which, and what is in them.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderValue, Method, Request},
};
use http_body_util::BodyExt;
use serde_json::value::RawValue;
use tokio::sync::Semaphore;
use tower::ServiceExt;
use velithon::{Emitter, SseEvent, stream_json};
use velithon_test_support::Answer;

use crate::support::{Teapot, call, get, request};

#[stream_json]
async fn by_default(rows: &Emitter<u32>) {
    rows.emit_all(0..3).await;
}

#[stream_json(formats = [array, ndjson, sse])]
async fn all(rows: &Emitter<u32>) {
    rows.emit(&0).await;
    rows.emit_all(1..3).await;
}

const ALL_AS_EVENTS: &str = "data: 0\n\ndata: 1\n\ndata: 2\n\nevent: end\ndata: {\"$end\":{\"count\":3}}\n\n";

fn assert_is(answer: &Answer, content_type: &str, vary: Option<&str>, text: &str) {
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.header("content-type"), Some(content_type));
    assert_eq!(answer.header("vary"), vary);
    assert_eq!(answer.text(), text);
    assert_eq!(answer.failure, None);
}

#[tokio::test]
async fn accept_chooses_among_arrays_and_lines() {
    let vary = Some("accept");
    assert_is(&get(by_default).await, "application/json", vary, "[0,1,2]");
    for accept in ["*/*", "application/json", "text/html", "text/event-stream"] {
        let answer = call(by_default, request(accept)).await;
        assert_is(&answer, "application/json", vary, "[0,1,2]");
    }
    for accept in ["application/x-ndjson", "application/ndjson", "application/jsonl"] {
        let answer = call(by_default, request(accept)).await;
        assert_is(&answer, accept, vary, "0\n1\n2\n");
        assert_eq!(answer.header("content-length"), Some("6"));
    }
    let weighed = "application/json;q=0.4, application/jsonl;q=0.5";
    let answer = call(by_default, request(weighed)).await;
    assert_is(&answer, "application/jsonl", vary, "0\n1\n2\n");
}

#[tokio::test]
async fn an_accept_header_in_two_lines_is_one_list() {
    let mut request = request("text/html");
    let line = HeaderValue::from_static("application/x-ndjson");
    request.headers_mut().append("accept", line);
    assert_eq!(call(by_default, request).await.text(), "0\n1\n2\n");
}

#[tokio::test]
async fn events_are_for_those_who_ask_where_they_are_allowed() {
    let vary = Some("accept");
    assert_is(&call(all, request("*/*")).await, "application/json", vary, "[0,1,2]");
    let answer = call(all, request("text/event-stream")).await;
    assert_is(&answer, "text/event-stream", vary, ALL_AS_EVENTS);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("x-accel-buffering"), Some("no"));
}

#[tokio::test]
async fn one_format_is_for_everybody() {
    #[stream_json(format = array)]
    async fn array() -> [u32; 1] {
        [1]
    }

    #[stream_json(format = ndjson)]
    async fn ndjson() -> [u32; 1] {
        [1]
    }

    #[stream_json(format = sse)]
    async fn sse() -> [u32; 1] {
        [1]
    }

    let lines = "application/x-ndjson";
    assert_is(&call(array, request(lines)).await, "application/json", None, "[1]");
    assert_is(&call(ndjson, request("*/*")).await, lines, Some("accept"), "1\n");
    let events = "data: 1\n\nevent: end\ndata: {\"$end\":{\"count\":1}}\n\n";
    assert_is(&call(sse, request("*/*")).await, "text/event-stream", None, events);
}

#[tokio::test]
async fn a_document_is_a_document_whatever_is_asked_for() {
    #[stream_json(formats = [array, ndjson, sse])]
    async fn handler() -> &'static str {
        "one\nline"
    }

    for accept in ["*/*", "application/x-ndjson", "text/event-stream"] {
        let answer = call(handler, request(accept)).await;
        assert_is(&answer, "application/json", None, r#""one\nline""#);
        assert_eq!(answer.header("cache-control"), None);
    }
}

#[tokio::test]
async fn nothing_is_as_little_as_the_format_allows() {
    #[stream_json(formats = [array, ndjson, sse])]
    async fn handler() -> [u32; 0] {
        []
    }

    assert_eq!(get(handler).await.text(), "[]");
    let lines = call(handler, request("application/jsonl")).await;
    assert_eq!((lines.text().as_str(), lines.header("content-length")), ("", Some("0")));
    let events = call(handler, request("text/event-stream")).await.text();
    assert_eq!(events, "event: end\ndata: {\"$end\":{\"count\":0}}\n\n");
}

#[tokio::test]
async fn lines_end_with_a_record_on_request() {
    #[stream_json(end_record = on)]
    async fn handler() -> [u32; 2] {
        [1, 2]
    }

    assert_eq!(get(handler).await.text(), "[1,2]");
    let lines = call(handler, request("application/jsonl")).await.text();
    assert_eq!(lines, "1\n2\n{\"$end\":{\"count\":2}}\n");
}

#[tokio::test]
async fn an_error_after_the_commit_is_a_record_that_tells_nothing_of_its_insides() {
    #[stream_json(formats = [array, ndjson, sse])]
    async fn refused(rows: &Emitter<u32>) -> Result<(), Teapot> {
        rows.commit().await;
        rows.emit(&1).await;
        Err(Teapot)
    }

    #[stream_json]
    async fn panics(rows: &Emitter<u32>) {
        rows.commit().await;
        panic!("a secret");
    }

    #[stream_json(error_detail = on)]
    async fn open(rows: &Emitter<u32>) {
        rows.commit().await;
        panic!("no secret");
    }

    let lines = call(refused, request("application/jsonl")).await;
    let record = r#"{"$error":{"title":"I'm a teapot","status":418}}"#;
    assert_eq!(lines.text(), format!("1\n{record}\n"));
    assert!(lines.failure.is_some());
    let events = call(refused, request("text/event-stream")).await;
    assert_eq!(events.text(), format!("data: 1\n\nevent: $error\ndata: {record}\n\n"));
    assert!(events.failure.is_some());
    let array = get(refused).await;
    assert_eq!(array.text(), "[1");
    assert!(array.failure.is_some());

    let lines = call(panics, request("application/jsonl")).await.text();
    let record = r#"{"$error":{"title":"Internal Server Error","status":500}}"#;
    assert_eq!(lines, format!("{record}\n"));
    let lines = call(open, request("application/jsonl")).await.text();
    assert!(
        lines.contains(r#""status":500,"detail":"the handler panicked: no secret"}"#),
        "{lines}"
    );
}

#[tokio::test]
async fn an_error_inside_the_window_is_the_handlers_own_response_in_every_format() {
    #[stream_json(formats = [array, ndjson, sse])]
    async fn handler(rows: &Emitter<u32>) -> Result<(), Teapot> {
        rows.emit(&1).await;
        Err(Teapot)
    }

    for accept in ["*/*", "application/x-ndjson", "text/event-stream"] {
        let answer = call(handler, request(accept)).await;
        assert_eq!((answer.status(), answer.text().as_str()), (418, "short and stout"));
    }
}

#[tokio::test]
async fn json_written_elsewhere_cannot_break_out_of_its_record() {
    #[stream_json(formats = [array, ndjson, sse])]
    async fn handler(rows: &Emitter<RawValue>) {
        let stored = "{\"a\":\r\n1,\n\n\"event\": \"b\\nc\"}".to_owned();
        rows.emit(&RawValue::from_string(stored).unwrap()).await;
    }

    let kept = "{\"a\":  1,  \"event\": \"b\\nc\"}";
    let lines = call(handler, request("application/jsonl")).await.text();
    assert_eq!(lines, format!("{kept}\n"));
    let events = call(handler, request("text/event-stream")).await.text();
    assert!(events.starts_with(&format!("data: {kept}\n\nevent: end\n")), "{events}");
}

/// A client would end with it, and never ask for what comes behind.
#[tokio::test]
async fn what_looks_like_a_record_is_refused() {
    #[stream_json(formats = [array, ndjson, sse])]
    async fn stored(rows: &Emitter<RawValue>) {
        let stored = r#"{ "\u0024end": {"count": 0}}"#.to_owned();
        rows.emit(&RawValue::from_string(stored).unwrap()).await;
    }
    #[stream_json(formats = [array, ndjson, sse])]
    async fn ended(rows: &Emitter<u32>) {
        rows.emit_event(SseEvent::new().name("end"), &1).await;
    }
    #[stream_json(formats = [array, ndjson, sse])]
    async fn failed(rows: &Emitter<u32>) {
        rows.emit_event(SseEvent::new().name("$error"), &1).await;
    }

    assert_eq!(call(stored, request("application/jsonl")).await.status(), 500);
    assert_eq!(call(ended, request("text/event-stream")).await.status(), 500);
    assert_eq!(call(failed, request("text/event-stream")).await.status(), 500);
    for accept in ["*/*", "text/event-stream"] {
        assert_eq!(call(stored, request(accept)).await.status(), 200, "{accept}");
    }
    for accept in ["*/*", "application/jsonl"] {
        assert_eq!(call(ended, request(accept)).await.status(), 200, "{accept}");
        assert_eq!(call(failed, request(accept)).await.status(), 200, "{accept}");
    }
}

#[tokio::test]
async fn an_event_has_the_name_the_id_and_the_delay_it_is_given_on_one_line_each() {
    #[stream_json(formats = [array, ndjson, sse])]
    async fn handler(rows: &Emitter<u32>) {
        let event = SseEvent::new()
            .name("new\r\ndata: forged")
            .id(&"17\n\nid: 18")
            .retry(Duration::from_millis(2500));
        rows.emit_event(event, &1).await;
        rows.emit_event(SseEvent::new().id(&2), &2).await;
    }

    let events = call(handler, request("text/event-stream")).await.text();
    let expected = "event: new  data: forged\nid: 17  id: 18\nretry: 2500\ndata: 1\n\nid: 2\ndata: 2\n\nevent: end\n";
    assert!(events.starts_with(expected), "{events}");
    assert_eq!(call(handler, request("application/jsonl")).await.text(), "1\n2\n");
    assert_eq!(get(handler).await.text(), "[1,2]");
}

#[tokio::test]
async fn the_last_event_id_reaches_the_handler() {
    #[stream_json(format = sse)]
    async fn handler(rows: &Emitter<String>) {
        let id = rows.last_event_id().unwrap_or("none").to_owned();
        rows.emit(&id).await;
    }

    assert!(get(handler).await.text().starts_with("data: \"none\"\n\n"));
    let request = Request::get("/").header("last-event-id", "größe-17");
    let answer = call(handler, request.body(Body::empty()).unwrap()).await;
    assert!(answer.text().starts_with("data: \"größe-17\"\n\n"), "{}", answer.text());
}

#[tokio::test]
async fn what_the_handler_says_in_its_headers_stays() {
    #[stream_json(format = sse)]
    async fn handler(rows: &Emitter<u32>) {
        let mut headers = rows.headers_mut();
        headers.insert("cache-control", HeaderValue::from_static("no-cache"));
        headers.insert("vary", HeaderValue::from_static("cookie"));
    }

    let answer = get(handler).await;
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
    assert_eq!(answer.header("vary"), Some("cookie"));
}

#[tokio::test]
async fn head_answers_with_the_format_that_get_would_have() {
    let mut request = request("application/jsonl");
    *request.method_mut() = Method::HEAD;
    let answer = call(by_default, request).await;
    assert_eq!(answer.header("content-type"), Some("application/jsonl"));
    assert_eq!(
        (answer.header("content-length"), answer.text().as_str()),
        (Some("6"), "")
    );
}

#[tokio::test]
async fn an_item_is_sent_before_the_next_is_made_in_every_format() {
    #[stream_json(formats = [array, ndjson, sse])]
    async fn handler(State(confirmed): State<Arc<Semaphore>>, rows: &Emitter<u32>) {
        for item in 0..3 {
            rows.emit(&item).await;
            confirmed
                .acquire()
                .await
                .expect("the client confirms every item")
                .forget();
        }
    }

    for (accept, expected) in [
        ("*/*", ["[0", ",1", ",2"]),
        ("application/jsonl", ["0\n", "1\n", "2\n"]),
        ("text/event-stream", ["data: 0\n\n", "data: 1\n\n", "data: 2\n\n"]),
    ] {
        let confirmed = Arc::new(Semaphore::new(0));
        let app = Router::new().fallback(handler).with_state(confirmed.clone());
        let mut body = app.oneshot(request(accept)).await.unwrap().into_body();
        for item in expected {
            assert_eq!(body.frame().await.unwrap().unwrap().into_data().unwrap(), item);
            confirmed.add_permits(1);
        }
    }
}
