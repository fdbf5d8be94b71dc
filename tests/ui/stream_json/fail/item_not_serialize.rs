use velithon::{Emitter, stream_json};

struct Order;

#[stream_json]
async fn emitted(rows: &Emitter<Order>) {
    rows.emit(&Order).await;
}

fn main() {}
