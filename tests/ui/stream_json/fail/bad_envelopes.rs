use velithon::{Emitter, stream_json};

#[stream_json(items = "")]
async fn nameless(_rows: &Emitter<u32>) {}

#[stream_json(items = none)]
async fn no_text(_rows: &Emitter<u32>) {}

#[stream_json(filename = "exports/orders.json")]
async fn path(_rows: &Emitter<u32>) {}

#[stream_json(filename = "orders\r\n.json")]
async fn control(_rows: &Emitter<u32>) {}

#[stream_json(max_item = 0)]
async fn nothing(_rows: &Emitter<u32>) {}

#[stream_json(max_item = "1GB")]
async fn unit(_rows: &Emitter<u32>) {}

fn main() {}
