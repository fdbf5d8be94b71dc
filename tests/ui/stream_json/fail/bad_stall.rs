use velithon::{Emitter, stream_json};

#[stream_json(stall = "a minute")]
async fn no_time(rows: &Emitter<u32>) {
    rows.emit(&1).await;
}

#[stream_json(stall = never)]
async fn no_word(rows: &Emitter<u32>) {
    rows.emit(&1).await;
}

fn main() {}
