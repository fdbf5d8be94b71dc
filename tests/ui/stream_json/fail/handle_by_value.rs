use velithon::{Emitter, stream_json};

#[stream_json]
async fn owned(rows: Emitter<u32>) {
    rows.emit(&1).await;
}

#[stream_json]
async fn mutable(rows: &mut velithon::Emitter<Vec<u32>>) {
    rows.emit(&vec![1]).await;
}

fn main() {}
