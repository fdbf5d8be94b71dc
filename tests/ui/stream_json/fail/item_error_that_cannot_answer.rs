use velithon::stream_json;

struct AppError;

#[stream_json]
async fn handler() -> impl Iterator<Item = Result<u32, AppError>> {
    [Ok(1)].into_iter()
}

fn main() {}
