use velithon::stream_json;

#[stream_json]
#[stream_json]
async fn handler() -> Vec<u32> {
    vec![1]
}

fn main() {}
