use velithon::{Emitter, stream_json};

#[stream_json(chunk = 65536, chunk = "64KiB")]
async fn handler(rows: &Emitter<u32>) {
    rows.emit(&1).await;
}

fn main() {}
