//! Over a real socket: how each version of HTTP shows a result, and a failure.

use axum::{Router, routing};
use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::{io::AsyncReadExt, net::TcpStream};
use velithon::{Emitter, stream_json};
use velithon_test_support::{Answer, Client};

use crate::support::Teapot;

const MANY: u32 = 50_000;

#[stream_json]
async fn small() -> Vec<u32> {
    vec![1, 2, 3]
}

#[stream_json]
async fn whole(rows: &Emitter<u32>) {
    rows.emit_all(0..MANY).await;
}

#[stream_json]
async fn broken(rows: &Emitter<u32>) -> Result<(), Teapot> {
    rows.emit_all(0..MANY).await;
    Err(Teapot)
}

#[stream_json(formats = [array, ndjson, sse])]
async fn broken_records(rows: &Emitter<u32>) -> Result<(), Teapot> {
    rows.emit_all(0..MANY).await;
    Err(Teapot)
}

#[stream_json]
async fn refused(rows: &Emitter<u32>) -> Result<(), Teapot> {
    rows.emit(&1).await;
    Err(Teapot)
}

/// Serves until the test's runtime ends.
async fn serve() -> Client {
    let app = Router::new()
        .route("/small", routing::get(small))
        .route("/whole", routing::get(whole))
        .route("/broken", routing::get(broken))
        .route("/broken-records", routing::get(broken_records))
        .route("/refused", routing::get(refused));
    Client::of(app).await
}

async fn ask(method: &str, path: &str, version: &str) -> Answer {
    serve().await.ask(&format!("{method} {path} {version}"), "").await
}

fn assert_every_item_and_no_end(text: &str) {
    let numbers: Vec<u32> = serde_json::from_str(&format!("{text}]")).expect("whole items, and no closing bracket");
    assert!(numbers.into_iter().eq(0..MANY));
}

#[tokio::test]
async fn a_small_result_has_a_length_and_no_chunks() {
    let answer = ask("GET", "/small", "HTTP/1.1").await;
    assert_eq!(answer.header("content-length"), Some("7"));
    assert_eq!(answer.header("transfer-encoding"), None);
    assert_eq!(answer.text(), "[1,2,3]");
}

#[tokio::test]
async fn a_large_result_is_chunked_and_complete() {
    let answer = ask("GET", "/whole", "HTTP/1.1").await;
    assert_eq!(answer.header("transfer-encoding"), Some("chunked"));
    assert!(answer.is_whole());
    let numbers: Vec<u32> = serde_json::from_str(&answer.text()).unwrap();
    assert!(numbers.into_iter().eq(0..MANY));
}

#[tokio::test]
async fn head_has_no_body_and_no_wrong_length() {
    let whole = ask("HEAD", "/whole", "HTTP/1.1").await;
    assert_eq!((whole.status(), whole.header("content-length")), (200, None));
    assert_eq!(whole.text(), "");
    let small = ask("HEAD", "/small", "HTTP/1.1").await;
    assert_eq!(small.header("content-length"), Some("7"));
    assert_eq!(small.text(), "");
}

#[tokio::test]
async fn the_first_byte_is_there_before_64_kib_are_emitted() {
    use axum::extract::State;
    use std::sync::Arc;
    use tokio::sync::Notify;

    #[stream_json]
    async fn handler(State(received): State<Arc<Notify>>, rows: &Emitter<String>) {
        let row = "x".repeat(1022);
        for _ in 0..63 {
            rows.emit(&row).await;
        }
        // Without the first byte, the client would wait for ever, and so would this.
        received.notified().await;
    }

    let received = Arc::new(Notify::new());
    let app = Router::new().fallback(handler).with_state(received.clone());
    let mut socket = Client::of(app).await.send("GET / HTTP/1.1", "").await;
    let mut response = Vec::new();
    while !response.windows(2).any(|bytes| bytes == b"[\"") {
        assert!(socket.read_buf(&mut response).await.unwrap() > 0);
    }
    received.notify_one();
    socket.read_to_end(&mut response).await.unwrap();
    assert!(response.ends_with(b"\r\n0\r\n\r\n"));
}

#[tokio::test]
async fn an_early_error_is_a_response_of_its_own() {
    let answer = ask("GET", "/refused", "HTTP/1.1").await;
    assert_eq!((answer.status(), answer.text().as_str()), (418, "short and stout"));
}

#[tokio::test]
async fn http_1_1_shows_a_late_error_by_the_missing_last_chunk() {
    let answer = ask("GET", "/broken", "HTTP/1.1").await;
    assert_eq!((answer.status(), answer.head.version()), (200, http::Version::HTTP_11));
    assert!(!answer.is_whole());
    assert_every_item_and_no_end(&answer.text());
}

#[tokio::test]
async fn http_1_0_shows_a_late_error_by_the_missing_bracket() {
    let answer = ask("GET", "/broken", "HTTP/1.0").await;
    assert_eq!((answer.status(), answer.head.version()), (200, http::Version::HTTP_10));
    assert_eq!(answer.header("transfer-encoding"), None);
    assert_every_item_and_no_end(&answer.text());
}

#[tokio::test]
async fn http_2_shows_a_late_error_by_a_reset() {
    let socket = TcpStream::connect(serve().await.0).await.unwrap();
    let (mut sender, connection) = hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(socket))
        .await
        .unwrap();
    tokio::spawn(connection);
    let request = http::Request::get("http://localhost/broken")
        .body(Empty::<Bytes>::new())
        .unwrap();
    let mut body = sender.send_request(request).await.unwrap().into_body();
    let mut text = Vec::new();
    let failure = loop {
        match body.frame().await.expect("the stream is reset before it ends") {
            Ok(frame) => text.extend_from_slice(&frame.into_data().unwrap()),
            Err(failure) => break failure,
        }
    };
    assert!(failure.to_string().contains("error"), "{failure}");
    // A reset clears what is still queued for this client; what arrived is whole items of the array.
    let text = String::from_utf8(text).unwrap();
    let last = text.rfind(',').expect("some items");
    let numbers: Vec<u32> = serde_json::from_str(&format!("{}]", &text[..last])).unwrap();
    let received = u32::try_from(numbers.len()).unwrap();
    assert!(numbers.into_iter().eq(0..received));
}

#[tokio::test(flavor = "multi_thread")]
async fn curl_says_that_a_late_error_is_a_partial_transfer() {
    if let Some(output) = serve().await.curl("/broken").await {
        assert_eq!(output.status.code(), Some(18));
        assert_every_item_and_no_end(&String::from_utf8(output.stdout).unwrap());
    }
}

#[tokio::test]
async fn records_end_with_one_that_tells_of_a_late_error() {
    let record = r#"{"$error":{"title":"I'm a teapot","status":418}}"#;
    for (accept, before, after) in [
        ("application/x-ndjson", "", "\n"),
        ("text/event-stream", "event: $error\ndata: ", "\n\n"),
    ] {
        let client = serve().await;
        let answer = client.get_as("/broken-records", accept).await;
        assert_eq!(answer.header("content-type"), Some(accept));
        assert!(!answer.is_whole(), "the last chunk is missing, too");
        let text = answer.text();
        assert!(text.ends_with(&format!("{before}{record}{after}")));
        assert_eq!(text.matches(after).count(), MANY as usize + 1);
        // There is nothing but the record to tell it by.
        let line = "GET /broken-records HTTP/1.0";
        let text = client.ask(line, &format!("accept: {accept}\r\n")).await.text();
        assert!(text.ends_with(&format!("{before}{record}{after}")));
        assert_eq!(text.matches(after).count(), MANY as usize + 1);
    }
}

#[tokio::test]
async fn http_2_resets_a_stream_of_records_after_an_error() {
    let socket = TcpStream::connect(serve().await.0).await.unwrap();
    let (mut sender, connection) = hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(socket))
        .await
        .unwrap();
    tokio::spawn(connection);
    for accept in ["application/x-ndjson", "text/event-stream"] {
        let request = http::Request::get("http://localhost/broken-records")
            .header("accept", accept)
            .body(Empty::<Bytes>::new())
            .unwrap();
        let response = sender.send_request(request).await.unwrap();
        assert_eq!(response.headers()["content-type"], accept);
        // A reset clears what is still queued for this client, the record included; the failure is seen in any case.
        assert!(response.into_body().collect().await.is_err());
    }
}
