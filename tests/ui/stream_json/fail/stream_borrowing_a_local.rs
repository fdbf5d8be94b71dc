use futures::{Stream, stream};
use velithon::stream_json;

#[stream_json]
async fn handler() -> impl Stream<Item = u32> {
    let local = vec![1];
    stream::iter(local.iter().copied())
}

fn main() {}
