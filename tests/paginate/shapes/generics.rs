//! Handlers with parameters for types.

use std::{borrow::Cow, collections::HashSet, hash::Hash, sync::Arc};

use axum::{Router, body::Body, extract::State, http::Request};
use http_body_util::BodyExt;
use serde::Serialize;
use tower::ServiceExt;
use velithon::{PageItems, PageRequest, paginate};

use super::{AppResult, COUNTED, UNCOUNTED, numbers};

#[paginate]
async fn generic_vector<T: Serialize + Clone + Send + Sync + 'static>(State(rows): State<Vec<T>>) -> Vec<T> {
    rows
}

#[paginate]
async fn generic_shared<T: Serialize + Clone + Send + Sync + 'static>(State(rows): State<Vec<T>>) -> Arc<[T]> {
    rows.into()
}

#[paginate]
async fn generic_borrowed<T>(State(rows): State<Vec<T>>) -> AppResult<Cow<'static, [T]>>
where
    T: Serialize + Clone + Send + Sync + 'static,
{
    Ok(rows.into())
}

#[paginate]
async fn generic_set<T>(State(rows): State<Vec<T>>) -> HashSet<T>
where
    T: Serialize + Clone + Ord + Hash + Send + Sync + 'static,
{
    rows.into_iter().collect()
}

#[paginate]
async fn generic_iterator<T>(State(rows): State<Vec<T>>) -> AppResult<impl Iterator<Item = T>>
where
    T: Serialize + Clone + Send + Sync + 'static,
{
    Ok(rows.into_iter())
}

#[paginate]
async fn generic_told<T>(State(rows): State<Vec<T>>, page: PageRequest) -> PageItems<T>
where
    T: Serialize + Clone + Send + Sync + 'static,
{
    PageItems::new(rows.into_iter().skip(page.offset() as usize).collect()).total(5)
}

#[tokio::test]
async fn generic_handlers_give_their_page() {
    use axum::routing::get;

    let app = Router::new()
        .route("/vector", get(generic_vector::<u32>))
        .route("/shared", get(generic_shared::<u32>))
        .route("/borrowed", get(generic_borrowed::<u32>))
        .route("/set", get(generic_set::<u32>))
        .route("/iterator", get(generic_iterator::<u32>))
        .route("/told", get(generic_told::<u32>))
        .with_state(numbers());
    for (path, text) in [
        ("/vector", COUNTED),
        ("/shared", COUNTED),
        ("/borrowed", COUNTED),
        ("/set", COUNTED),
        ("/iterator", UNCOUNTED),
        ("/told", COUNTED),
    ] {
        let request = Request::get(format!("{path}?page=2&size=2"))
            .body(Body::empty())
            .unwrap();
        let response = app.clone().oneshot(request).await.unwrap();
        assert_eq!(response.into_body().collect().await.unwrap().to_bytes(), text, "{path}");
    }
}
