//! The peer in the mode that it starts with and in its two buffered ones, whose sizes are the best of those tried: from
//! 100 to 10,000 items, from 8 to 128 KiB.

use axum::{extract::Path, response::IntoResponse};
use axum_streams::{JsonArrayStreamFormat, StreamBodyAs, StreamBodyAsOptions};
use futures::{StreamExt, stream};

use crate::items::{Sample, items};

pub(super) async fn by_default<T: Sample>(Path(count): Path<u32>) -> impl IntoResponse {
    StreamBodyAs::json_array(stream::iter(items::<T>(count)))
}

pub(super) async fn ready_items<T: Sample>(Path(count): Path<u32>) -> impl IntoResponse {
    array::<T>(count, StreamBodyAsOptions::new().buffering_ready_items(1_000))
}

pub(super) async fn bytes<T: Sample>(Path(count): Path<u32>) -> impl IntoResponse {
    array::<T>(count, StreamBodyAsOptions::new().buffering_bytes(32 * 1024))
}

fn array<T: Sample>(count: u32, options: StreamBodyAsOptions) -> impl IntoResponse {
    let items = stream::iter(items::<T>(count)).map(Ok::<_, axum::Error>);
    StreamBodyAs::with_options(JsonArrayStreamFormat::new(), items, options)
}
