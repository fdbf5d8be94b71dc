use velithon::{Emitter, stream_json};

#[stream_json]
async fn handler(rows: &Emitter<u32>) {
    tokio::spawn(async { rows.emit(&1).await });
}

fn main() {}
