//! Over a real socket: how a client sees a result, and a failure.

use axum::{Router, routing};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use velithon::{BlockingEmitter, Disconnected, stream_json};

use crate::support::Teapot;

const MANY: u32 = 50_000;

#[stream_json]
fn small() -> Vec<u32> {
    vec![1, 2, 3]
}

#[stream_json]
fn whole() -> impl Iterator<Item = u32> {
    0..MANY
}

#[stream_json]
fn broken(rows: &BlockingEmitter<u32>) -> Result<(), Teapot> {
    rows.emit_all(0..MANY)?;
    Err(Teapot)
}

#[stream_json]
fn refused(rows: &BlockingEmitter<u32>) -> Result<(), Teapot> {
    rows.emit(&1)?;
    Err(Teapot)
}

#[stream_json]
fn panicking(rows: &BlockingEmitter<u32>) -> Result<(), Disconnected> {
    rows.emit_all(0..MANY)?;
    panic!("the cat walked over the keyboard");
}

/// The head and the body of a response over HTTP/1.1 or HTTP/1.0, until the server closes.
async fn raw(path: &str, version: &str) -> (String, String) {
    let app = Router::new()
        .route("/small", routing::get(small))
        .route("/whole", routing::get(whole))
        .route("/broken", routing::get(broken))
        .route("/refused", routing::get(refused))
        .route("/panicking", routing::get(panicking));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    let mut socket = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} {version}\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    socket.read_to_string(&mut response).await.unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    (head.to_ascii_lowercase(), body.to_owned())
}

fn assert_every_item(text: &str) {
    let numbers: Vec<u32> = serde_json::from_str(text).expect("whole items");
    assert!(numbers.into_iter().eq(0..MANY));
}

#[tokio::test]
async fn a_result_that_fits_has_a_length_and_an_early_error_its_own_status() {
    let (head, body) = raw("/small", "HTTP/1.1").await;
    assert!(head.contains("content-length: 7") && !head.contains("transfer-encoding"));
    assert_eq!(body, "[1,2,3]");
    let (head, body) = raw("/refused", "HTTP/1.1").await;
    assert!(head.starts_with("http/1.1 418"));
    assert_eq!(body, "short and stout");
}

#[tokio::test]
async fn a_larger_one_is_chunked_and_complete() {
    let (head, body) = raw("/whole", "HTTP/1.1").await;
    assert!(head.contains("transfer-encoding: chunked"));
    assert!(body.ends_with("\r\n0\r\n\r\n"));
    let (_, body) = raw("/whole", "HTTP/1.0").await;
    assert_every_item(&body);
}

#[tokio::test]
async fn a_late_failure_is_seen_after_every_item() {
    for path in ["/broken", "/panicking"] {
        let (head, body) = raw(path, "HTTP/1.1").await;
        assert!(head.starts_with("http/1.1 200"));
        assert!(!body.ends_with("\r\n0\r\n\r\n"), "the last chunk is missing");
        let (_, body) = raw(path, "HTTP/1.0").await;
        assert_every_item(&(body + "]"));
    }
}
