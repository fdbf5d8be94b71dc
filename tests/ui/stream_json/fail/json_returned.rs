use axum::Json;
use velithon::stream_json;

#[stream_json]
async fn handler() -> Json<Vec<u32>> {
    Json(vec![1])
}

fn main() {}
