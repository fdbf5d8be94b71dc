use axum::{Json, debug_handler, extract::State};
use velithon::paginate;

#[paginate]
#[debug_handler(state = u32)]
async fn search(Json(_query): Json<u32>, State(_limit): State<u32>) -> Vec<u32> {
    Vec::new()
}

fn main() {}
