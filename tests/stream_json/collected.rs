//! `testing::collect`: what a user's test sees of any response.

use std::{convert::Infallible, future::pending, io};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
    response::Response,
    routing::get,
};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::time::Instant;
use tower::ServiceExt;
use velithon::{
    Emitter, paginate, stream_json,
    testing::{self, Collected, End},
};

#[derive(Serialize)]
struct Order {
    id: u32,
}

#[stream_json(items = "orders", end_record = on, formats = [array, ndjson, sse])]
async fn orders(rows: &Emitter<Order>) {
    rows.head("names", &["a list before the rows"]).await;
    rows.emit_all((1..4).map(|id| Order { id })).await;
}

#[stream_json(formats = [array, ndjson, sse], end_record = on)]
async fn late(rows: &Emitter<Order>) -> Result<(), AppError> {
    rows.emit(&Order { id: 1 }).await;
    rows.commit().await;
    rows.emit(&Order { id: 2 }).await;
    Err(io::Error::other("the disk is full").into())
}

#[stream_json]
async fn early(_rows: &Emitter<Order>) -> Result<(), AppError> {
    Err(io::Error::other("no disk").into())
}

#[stream_json(formats = [sse, ndjson, array])]
async fn feed(rows: &Emitter<Order>) {
    rows.emit(&Order { id: 1 }).await;
    rows.emit(&Order { id: 2 }).await;
    rows.emit(&Order { id: 3 }).await;
    pending::<()>().await;
}

#[stream_json]
async fn document() -> Result<Value, Infallible> {
    Ok(json!({ "tickets": 3 }))
}

#[paginate(size = 2)]
async fn page() -> Vec<u32> {
    vec![7, 8, 9]
}

#[derive(Debug)]
struct AppError(io::Error);

impl From<io::Error> for AppError {
    fn from(error: io::Error) -> Self {
        Self(error)
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the export failed")
    }
}

impl std::error::Error for AppError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl axum::response::IntoResponse for AppError {
    fn into_response(self) -> Response {
        StatusCode::BAD_GATEWAY.into_response()
    }
}

async fn ask(path: &str, accept: &str) -> Response {
    let app = Router::new()
        .route("/orders", get(orders))
        .route("/late", get(late))
        .route("/early", get(early))
        .route("/feed", get(feed))
        .route("/document", get(document))
        .route("/page", get(page));
    let request = Request::get(path).header("accept", accept).body(Body::empty());
    app.oneshot(request.expect("a request"))
        .await
        .expect("axum never fails")
}

async fn collected(path: &str, accept: &str) -> Collected {
    testing::collect(ask(path, accept).await).await
}

const FORMATS: [&str; 3] = ["application/json", "application/jsonl", "text/event-stream"];

#[tokio::test]
async fn a_whole_response_has_its_rows_whatever_its_format() {
    for accept in FORMATS {
        let response = ask("/orders", accept).await;
        let orders = testing::collect(response).items("orders").await;
        assert_eq!(orders.column::<u32>("id").expect("ids"), [1, 2, 3], "{accept}");
        assert_eq!((orders.end, orders.status), (End::Complete, StatusCode::OK), "{accept}");
    }
    let page = collected("/page", "*/*").await;
    assert_eq!(
        (page.rows_as::<u32>().expect("numbers"), &page.end),
        (vec![7, 8], &End::Complete)
    );
    assert_eq!(page.json().expect("a page")["total"], 3);
    assert!(page.headers.contains_key("link"));
    assert_eq!(collected("/document", "*/*").await.rows, [json!({ "tickets": 3 })]);
}

/// The clock stands still, unless somebody waits for it: then it goes on, and the test sees that it did.
#[tokio::test(start_paused = true)]
async fn a_late_error_is_seen_at_once_with_what_came_before() {
    let start = Instant::now();
    for accept in FORMATS {
        let late = collected("/late", accept).await;
        assert_eq!(late.column::<u32>("id").expect("ids"), [1, 2], "{accept}");
        let End::Failed(what) = &late.end else {
            panic!("{accept}: {}", late.end)
        };
        assert!(
            what.contains("the export failed") && what.contains("the disk is full"),
            "{what}"
        );
        assert_eq!(late.status, StatusCode::OK, "{accept}");
    }
    assert_eq!(start.elapsed().as_nanos(), 0);
}

#[tokio::test]
async fn a_refusal_has_no_rows_and_says_why() {
    let early = collected("/early", "*/*").await;
    assert_eq!((early.status, early.rows.len()), (StatusCode::BAD_GATEWAY, 0));
    assert!(
        matches!(&early.end, End::Failed(what) if what.starts_with("502")),
        "{}",
        early.end
    );
    let refused = collected("/page?page=0", "*/*").await;
    assert!(
        matches!(&refused.end, End::Failed(what) if what.contains("invalid-parameter")),
        "{}",
        refused.end
    );
}

#[tokio::test]
async fn a_feed_is_read_up_to_a_row() {
    for accept in ["text/event-stream", "application/x-ndjson", "application/json"] {
        let feed = testing::collect(ask("/feed", accept).await).up_to(2).await;
        assert_eq!(feed.column::<u32>("id").expect("ids"), [1, 2], "{accept}");
        assert_eq!(feed.end, End::HungUp, "{accept}");
    }
}
