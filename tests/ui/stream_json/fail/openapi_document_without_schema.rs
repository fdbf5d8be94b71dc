use serde::Serialize;
use velithon::stream_json;

#[derive(Serialize)]
struct Report;

#[stream_json(openapi)]
#[utoipa::path(get, path = "/report")]
async fn report() -> Result<Report, axum::http::StatusCode> {
    Ok(Report)
}

fn main() {}
