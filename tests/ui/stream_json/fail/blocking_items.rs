use velithon::{BlockingEmitter, stream_json};

struct NotSerialize;

#[stream_json]
fn of_another_type(rows: &BlockingEmitter<u32>) {
    let _ = rows.emit(&"one");
}

#[stream_json]
fn not_serialize(rows: &BlockingEmitter<NotSerialize>) {
    let _ = rows.emit(&NotSerialize);
}

#[stream_json]
fn returned() -> Vec<NotSerialize> {
    vec![NotSerialize]
}

fn main() {}
