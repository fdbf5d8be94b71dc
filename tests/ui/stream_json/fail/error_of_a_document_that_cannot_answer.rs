use velithon::stream_json;

struct AppError;

#[stream_json]
async fn handler() -> Result<u32, AppError> {
    Err(AppError)
}

fn main() {}
