use velithon::stream_json;

struct Order;

#[stream_json]
async fn iterator() -> impl Iterator<Item = Order> {
    [Order].into_iter()
}

fn main() {}
