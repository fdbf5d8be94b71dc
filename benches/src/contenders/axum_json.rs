use axum::{Json, extract::Path};

use crate::items::{Sample, items};

pub(crate) async fn vector<T: Sample>(Path(count): Path<u32>) -> Json<Vec<T>> {
    Json(items(count).collect())
}
