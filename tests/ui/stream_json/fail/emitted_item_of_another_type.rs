use velithon::{Emitter, stream_json};

#[stream_json]
async fn handler(rows: &Emitter<String>) {
    rows.emit(&1).await;
}

fn main() {}
