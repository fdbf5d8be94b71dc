use axum::http::StatusCode;
use velithon::{Emitter, stream_json};

#[stream_json]
async fn handler(rows: &Emitter<u32>) -> Result<(), StatusCode> {
    let number = "1".parse::<u32>()?;
    rows.emit(&number).await;
    Ok(())
}

fn main() {}
