use axum::{Json, debug_handler, extract::State};
use velithon::{Emitter, stream_json};

#[stream_json]
#[debug_handler(state = u32)]
async fn search(Json(_query): Json<u32>, State(_limit): State<u32>, rows: &Emitter<u32>) {
    rows.emit(&1).await;
}

fn main() {}
