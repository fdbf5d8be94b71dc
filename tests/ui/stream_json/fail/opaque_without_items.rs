use velithon::stream_json;

#[stream_json]
async fn handler() -> impl Clone {
    1
}

fn main() {}
