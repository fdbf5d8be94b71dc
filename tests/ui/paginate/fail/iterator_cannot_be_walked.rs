use velithon::paginate;

#[paginate(style = cursor, sort = "id")]
async fn opaque() -> impl Iterator<Item = u32> {
    0..10
}

#[paginate(style = cursor, sort = "id")]
async fn stream() -> futures::stream::Iter<std::ops::Range<u32>> {
    futures::stream::iter(0..10)
}

fn main() {}
