use velithon::stream_json;

#[stream_json(serializer = sonic)]
async fn handler() -> [u32; 1] {
    [1]
}

fn main() {}
