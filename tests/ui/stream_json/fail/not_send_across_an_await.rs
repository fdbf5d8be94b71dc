use std::rc::Rc;

use velithon::{Emitter, stream_json};

#[stream_json]
async fn handler(rows: &Emitter<u32>) {
    let kept = Rc::new(1);
    rows.emit(&1).await;
    rows.emit(&kept).await;
}

fn main() {}
