use velithon::stream_json;

#[derive(serde::Serialize)]
struct Order(#[serde(skip)] std::rc::Rc<u32>);

#[stream_json]
async fn handler() -> Order {
    Order(std::rc::Rc::new(1))
}

fn main() {}
