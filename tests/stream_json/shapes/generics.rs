//! Handlers with parameters for types.

use axum::extract::State;
use serde::Serialize;
use velithon::{Emitter, RequestHead, stream_json};
use velithon_test_support::Answer;

use super::{AppError, AppResult, Pool, assert_text};

#[stream_json]
async fn generic_emitter<T, S>(State(items): State<S>, rows: &Emitter<T>)
where
    T: Serialize + 'static,
    S: IntoIterator<Item = T, IntoIter: Send> + Send + 'static,
{
    rows.emit_all(items).await;
}

#[stream_json]
async fn generic_vector<T: Serialize + Clone + Send + Sync + 'static>(State(items): State<Vec<T>>) -> Vec<T> {
    items
}

#[stream_json]
async fn generic_iterator<T: Serialize + Clone + Send + Sync + 'static>(
    State(items): State<Vec<T>>,
) -> Result<impl Iterator<Item = T>, AppError> {
    Ok(items.into_iter())
}

#[stream_json]
async fn generic_document<T: Serialize + Clone + Send + Sync + 'static>(State(item): State<T>) -> AppResult<T> {
    Ok(item)
}

#[stream_json]
async fn opaque_argument(names: impl AsRef<[String]> + Send + 'static, rows: &Emitter<String>) {
    rows.emit_all(names.as_ref()).await;
}

impl AsRef<[String]> for Pool {
    fn as_ref(&self) -> &[String] {
        &self.0
    }
}

#[tokio::test]
async fn generic_handlers_give_their_text() {
    use axum::{Router, body::Body, http::Request, routing};
    use tower::ServiceExt;

    let ids = || vec![1u8, 2];
    let app = Router::new()
        .route("/emitter", routing::get(generic_emitter::<u8, Vec<u8>>))
        .route("/vector", routing::get(generic_vector::<u8>))
        .route("/iterator", routing::get(generic_iterator::<u8>))
        .route("/document", routing::get(generic_document::<Vec<u8>>))
        .with_state(ids())
        .route(
            "/argument",
            routing::get(async |head: RequestHead, names: Pool| opaque_argument(head, names).await),
        );
    for (path, text) in [
        ("/emitter", "[1,2]"),
        ("/vector", "[1,2]"),
        ("/iterator", "[1,2]"),
        ("/document", "[1,2]"),
        ("/argument", r#"["ada","grace"]"#),
    ] {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let response = app.clone().oneshot(request).await.expect("axum never fails");
        assert_text(&Answer::read(response).await, text);
    }
}
