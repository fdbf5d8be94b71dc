use serde::Serialize;
use velithon::{Emitter, stream_json};

#[derive(Serialize)]
struct Order;

#[stream_json(openapi)]
#[utoipa::path(get, path = "/orders")]
async fn orders(rows: &Emitter<Order>) {
    rows.emit(&Order).await;
}

fn main() {}
