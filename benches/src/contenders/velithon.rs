use axum::extract::Path;
use velithon::{Emitter, stream_json};

use crate::items::{Item, items};

#[stream_json]
pub(super) async fn iterator(Path(count): Path<u32>) -> impl Iterator<Item = Item> {
    items(count)
}

#[stream_json]
pub(super) async fn emit_all(Path(count): Path<u32>, rows: &Emitter<Item>) {
    rows.emit_all(items(count)).await;
}

#[stream_json]
pub(super) async fn emit(Path(count): Path<u32>, rows: &Emitter<Item>) {
    for item in items(count) {
        rows.emit(&item).await;
    }
}
