use velithon::{BlockingEmitter, stream_json};

#[stream_json]
fn number(rows: &BlockingEmitter<u32>) -> u32 {
    let _ = rows.emit(&1);
    1
}

#[stream_json]
fn wrong() -> Vec<u32> {
    "one"
}

#[stream_json]
fn nothing() {}

fn main() {}
