//! Tables: streams and exports as CSV.

#![allow(
    clippy::items_after_statements,
    reason = "a handler stands where its requests are made"
)]

mod exports;
mod failures;
mod readers;
mod streams;

use axum::{Router, handler::Handler};
use tower::ServiceExt;
use velithon_test_support::Answer;

/// What a handler answers to a request for this type.
async fn ask<H: Handler<T, ()>, T: 'static>(handler: H, accept: &str) -> Answer {
    let request = axum::http::Request::get("/")
        .header("accept", accept)
        .body(axum::body::Body::empty());
    let response = Router::new().fallback(handler).oneshot(request.unwrap()).await;
    Answer::read(response.unwrap()).await
}
