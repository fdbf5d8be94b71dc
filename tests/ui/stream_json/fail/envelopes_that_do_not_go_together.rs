use velithon::{Emitter, stream_json};

#[stream_json(items = "rows", formats = [ndjson, sse])]
async fn lines(_rows: &Emitter<u32>) {}

#[stream_json(items = "count", end_record = on)]
async fn count(_rows: &Emitter<u32>) {}

#[stream_json(items = "rows", document = blocking)]
async fn document() -> u32 {
    1
}

fn main() {}
