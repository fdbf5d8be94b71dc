use velithon::{Emitter, stream_json};

#[axum::debug_handler]
#[stream_json]
async fn handler(rows: &Emitter<u32>) {
    rows.emit(&1).await;
}

fn main() {}
