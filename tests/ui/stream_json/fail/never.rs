use velithon::stream_json;

#[stream_json]
async fn handler() -> ! {
    std::future::pending().await
}

fn main() {}
