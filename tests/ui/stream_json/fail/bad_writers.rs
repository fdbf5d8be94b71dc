use velithon::stream_json;

#[stream_json(serializer = simd)]
async fn serializer() -> [u32; 1] {
    [1]
}

#[stream_json(document = inline)]
async fn document() -> u32 {
    1
}

fn main() {}
