use axum::Json;
use velithon::paginate;

#[paginate]
async fn handler() -> Json<Vec<u32>> {
    Json(vec![1])
}

fn main() {}
