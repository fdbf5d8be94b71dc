use velithon::{Emitter, stream_json};

#[stream_json]
async fn handler(rows: &Emitter<String>) {
    rows.emit_all([1, 2]).await;
}

fn main() {}
