use velithon::{Emitter, stream_json};

#[stream_json]
async fn handler(rows: &Emitter<u32>) {
    let text: String = 1;
    rows.emit(&2).await;
}

fn main() {}
