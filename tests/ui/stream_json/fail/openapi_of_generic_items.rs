use serde::Serialize;
use velithon::{Emitter, stream_json};

#[stream_json(openapi)]
#[utoipa::path(get, path = "/items")]
async fn items<T: Serialize + Default + Send + Sync + 'static>(rows: &Emitter<T>) {
    rows.emit_owned(T::default()).await;
}

fn main() {}
