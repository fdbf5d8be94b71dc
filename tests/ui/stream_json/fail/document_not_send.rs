use std::marker::PhantomData;

use velithon::stream_json;

#[derive(serde::Serialize)]
struct Order(PhantomData<*const u32>);

#[stream_json]
async fn handler() -> Order {
    Order(PhantomData)
}

fn main() {}
