use velithon::{Emitter, stream_json};

type Rows = Emitter<u32>;

#[stream_json]
async fn handler(rows: &Rows) {
    rows.emit(&1).await;
}

fn main() {}
