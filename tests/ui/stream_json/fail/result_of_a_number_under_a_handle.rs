use axum::http::StatusCode;
use velithon::{Emitter, stream_json};

#[stream_json]
async fn handler(rows: &Emitter<u32>) -> Result<u32, StatusCode> {
    rows.emit(&1).await;
    Ok(1)
}

fn main() {}
