use velithon::{Emitter, stream_json};

struct AppError;

#[stream_json]
async fn handler(rows: &Emitter<u32>) -> Result<(), AppError> {
    rows.emit(&1).await;
    Ok(())
}

fn main() {}
