use velithon::stream_json;

#[stream_json]
async fn handler() {}

fn main() {}
