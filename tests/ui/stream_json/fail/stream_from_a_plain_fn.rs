use futures::{Stream, stream, stream::Iter};
use velithon::stream_json;

#[stream_json]
fn spelled() -> impl Stream<Item = u32> {
    stream::iter([1])
}

type Rows = Iter<std::array::IntoIter<u32, 1>>;

#[stream_json]
fn told_by_its_type() -> Rows {
    stream::iter([1])
}

fn main() {}
