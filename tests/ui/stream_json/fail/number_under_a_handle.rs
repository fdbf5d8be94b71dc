use velithon::{Emitter, stream_json};

#[stream_json]
async fn handler(rows: &Emitter<u32>) -> u32 {
    rows.emit(&1).await;
    1
}

fn main() {}
