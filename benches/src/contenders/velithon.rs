use axum::extract::Path;
use velithon::{Emitter, stream_json};

use crate::items::{Sample, items};

#[stream_json]
pub(super) async fn iterator<T: Sample>(Path(count): Path<u32>) -> impl Iterator<Item = T> {
    items::<T>(count)
}

#[stream_json]
pub(super) async fn emit_all<T: Sample>(Path(count): Path<u32>, rows: &Emitter<T>) {
    rows.emit_all(items::<T>(count)).await;
}

#[stream_json]
pub(super) async fn emit<T: Sample>(Path(count): Path<u32>, rows: &Emitter<T>) {
    for item in items(count) {
        rows.emit(&item).await;
    }
}
