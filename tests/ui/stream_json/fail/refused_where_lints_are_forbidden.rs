#![forbid(unused_imports)]

use velithon::stream_json;

#[stream_json]
async fn handler(limit: axum::extract::Path<u32>) -> Option<impl Iterator<Item = u32>> {
    Some(0..limit.0)
}

fn main() {}
