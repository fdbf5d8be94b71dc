use velithon::stream_json;

#[stream_json(document = blocking)]
async fn typed() -> Vec<u32> {
    vec![]
}

#[stream_json(document = blocking)]
async fn opaque() -> impl Iterator<Item = u32> {
    0..3
}

fn main() {}
