//! One request to an application, and its answer as JSON.

use axum::Router;
use http::{Method, StatusCode, Uri};
use serde_json::Value;
use velithon::{RequestHead, testing::Service};

/// The status and the body: a string where it is no JSON.
pub(crate) async fn ask(app: &Router, uri: &str) -> (StatusCode, Value) {
    let head = RequestHead::new(Method::GET, Uri::try_from(uri).unwrap());
    let response = app.answer(head).await;
    let body = serde_json::from_slice(response.body());
    let body = body.unwrap_or_else(|_| String::from_utf8_lossy(response.body()).into());
    (response.status(), body)
}

/// The cursor of the second page.
pub(crate) async fn token(app: &Router, path: &str) -> String {
    let (status, body) = ask(app, path).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    body["next_cursor"].as_str().unwrap().to_owned()
}
