use axum::response::{IntoResponse, Response};
use velithon::stream_json;

#[stream_json]
async fn handler() -> Response {
    "text".into_response()
}

fn main() {}
