use velithon::stream_json;

#[stream_json]
async fn handler() -> impl Iterator<Item = String> {
    vec![1u8].into_iter()
}

fn main() {}
