use velithon::stream_json;

struct AppError;

#[stream_json]
fn handler() -> Result<Vec<u32>, AppError> {
    Err(AppError)
}

fn main() {}
