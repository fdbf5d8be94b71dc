//! Over a real socket: how a client sees a result, and a failure.

use axum::{Router, routing};
use velithon::{BlockingEmitter, Disconnected, stream_json};
use velithon_test_support::{Answer, Client};

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

async fn get(path: &str, version: &str) -> Answer {
    let app = Router::new()
        .route("/small", routing::get(small))
        .route("/whole", routing::get(whole))
        .route("/broken", routing::get(broken))
        .route("/refused", routing::get(refused))
        .route("/panicking", routing::get(panicking));
    Client::of(app).await.ask(&format!("GET {path} {version}"), "").await
}

fn assert_every_item(text: &str) {
    let numbers: Vec<u32> = serde_json::from_str(text).expect("whole items");
    assert!(numbers.into_iter().eq(0..MANY));
}

#[tokio::test]
async fn a_result_that_fits_has_a_length_and_an_early_error_its_own_status() {
    let small = get("/small", "HTTP/1.1").await;
    assert_eq!(small.header("content-length"), Some("7"));
    assert_eq!(small.header("transfer-encoding"), None);
    assert_eq!(small.text(), "[1,2,3]");
    let refused = get("/refused", "HTTP/1.1").await;
    assert_eq!((refused.status(), refused.text().as_str()), (418, "short and stout"));
}

#[tokio::test]
async fn a_larger_one_is_chunked_and_complete() {
    let whole = get("/whole", "HTTP/1.1").await;
    assert_eq!(whole.header("transfer-encoding"), Some("chunked"));
    assert!(whole.is_whole());
    assert_every_item(&get("/whole", "HTTP/1.0").await.text());
}

#[tokio::test]
async fn a_late_failure_is_seen_after_every_item() {
    for path in ["/broken", "/panicking"] {
        let broken = get(path, "HTTP/1.1").await;
        assert_eq!(broken.status(), 200);
        assert!(!broken.is_whole(), "the last chunk is missing");
        assert_every_item(&(get(path, "HTTP/1.0").await.text() + "]"));
    }
}
