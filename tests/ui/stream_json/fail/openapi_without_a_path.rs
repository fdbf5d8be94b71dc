use velithon::{Emitter, stream_json};

#[stream_json(openapi)]
async fn items(rows: &Emitter<u32>) {
    rows.emit(&1).await;
}

fn main() {}
