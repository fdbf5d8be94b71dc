use axum::http::{HeaderMap as H, Method as M};
use velithon::{Emitter, stream_json};

#[stream_json]
#[rustfmt::skip]
async fn handler(
    _: M, _: M, _: M, _: M, _: M, _: M, _: M, _: M, _: M, _: M, _: M, _: M, _: M, _: M, _: M, _: H,
    rows: &Emitter<u32>,
) {
    rows.emit(&1).await;
}

fn main() {}
