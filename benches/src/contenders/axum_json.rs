use axum::{Json, extract::Path};

use crate::items::{Item, items};

pub(super) async fn vector(Path(count): Path<u32>) -> Json<Vec<Item>> {
    Json(items(count).collect())
}
