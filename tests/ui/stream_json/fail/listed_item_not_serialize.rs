use velithon::stream_json;

struct Order;

#[stream_json]
async fn list() -> Vec<Order> {
    vec![Order]
}

fn main() {}
