use velithon::stream_json;

struct Order;

#[stream_json]
async fn document() -> Order {
    Order
}

fn main() {}
