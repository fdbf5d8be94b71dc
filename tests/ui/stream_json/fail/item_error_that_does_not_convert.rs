use axum::http::StatusCode;
use velithon::stream_json;

struct ItemError;

#[stream_json]
async fn handler() -> Result<impl Iterator<Item = Result<u32, ItemError>>, StatusCode> {
    Ok([Ok(1)].into_iter())
}

fn main() {}
