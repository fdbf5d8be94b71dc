use velithon::stream_json;

#[stream_json]
struct Handler;

fn main() {}
