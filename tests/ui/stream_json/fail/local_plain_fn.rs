use velithon::stream_json;

#[stream_json(?Send)]
fn handler() -> Vec<u32> {
    vec![1]
}

fn main() {}
