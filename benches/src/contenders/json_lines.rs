use std::convert::Infallible;

use axum::{extract::Path, response::IntoResponse};
use axum_extra::json_lines::JsonLines;
use futures::{StreamExt, stream};

use crate::items::{Sample, items};

pub(super) async fn lines<T: Sample>(Path(count): Path<u32>) -> impl IntoResponse {
    JsonLines::new(stream::iter(items::<T>(count)).map(Ok::<_, Infallible>))
}
