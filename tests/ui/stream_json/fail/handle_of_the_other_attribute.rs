use velithon::stream_json;

struct PageRequest;

#[stream_json]
async fn handler(page: PageRequest) -> Vec<u32> {
    vec![1]
}

fn main() {}
