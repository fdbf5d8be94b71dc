//! The object around a list: what stands before the items, what after them, and what it never becomes.

mod failure;
mod members;
mod raw_json;

use axum::{body::Body, http::Request};
use velithon_test_support::Answer;

use crate::support::call;

/// More items than a chunk holds.
const MANY: u32 = 20_000;

async fn lines<H: axum::handler::Handler<T, ()>, T: 'static>(handler: H) -> Answer {
    ask(handler, "application/jsonl").await
}

async fn ask<H: axum::handler::Handler<T, ()>, T: 'static>(handler: H, accept: &str) -> Answer {
    let request = Request::get("/").header("accept", accept);
    call(handler, request.body(Body::empty()).unwrap()).await
}
