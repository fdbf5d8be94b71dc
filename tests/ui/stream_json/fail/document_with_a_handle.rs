use velithon::{Emitter, stream_json};

#[stream_json(document = blocking)]
async fn handler(rows: &Emitter<u32>) {
    rows.emit(&1).await;
}

fn main() {}
