use velithon::{Emitter, stream_json};

#[stream_json(chunk = 12, crate = velithon)]
async fn too_small(rows: &Emitter<u32>) {
    rows.emit(&1).await;
}

#[stream_json(chunk = "64KB", ?Sync)]
async fn no_unit(rows: &Emitter<u32>) {
    rows.emit(&1).await;
}

#[stream_json(chunk = big, chunk, = 3)]
async fn no_number(rows: &Emitter<u32>) {
    rows.emit(&1).await;
}

fn main() {}
