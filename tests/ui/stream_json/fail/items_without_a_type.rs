use velithon::stream_json;

#[stream_json]
async fn handler() -> impl Iterator {
    0..3
}

fn main() {}
