use axum::http::StatusCode;
use velithon::{BlockingEmitter, stream_json};

#[stream_json]
fn handler(rows: &BlockingEmitter<u32>) -> Result<(), StatusCode> {
    rows.emit(&1)?;
    Ok(())
}

fn main() {}
