//! A handler without an attribute, which is linted alike.

use axum::Json;

pub(crate) async fn listed() -> Json<Vec<u32>> {
    Json(vec![1])
}

#[expect(dead_code, clippy::unused_async, reason = "the compiler reports what nobody routes")]
async fn unused() -> Json<Vec<u32>> {
    Json(vec![1])
}
