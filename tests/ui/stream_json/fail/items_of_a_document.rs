use velithon::stream_json;

#[stream_json(items = "rows")]
async fn value() -> u32 {
    1
}

#[stream_json(max_item = "1MiB")]
async fn result() -> Result<u32, std::convert::Infallible> {
    Ok(1)
}

fn main() {}
