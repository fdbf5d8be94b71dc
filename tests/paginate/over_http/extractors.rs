//! What handlers take of a request, and what becomes of them when its client goes away.

use std::future::pending;

use axum::{
    Json, Router,
    extract::{Path, Query, Request, State},
    http::{Method, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use http_body_util::BodyExt;
use serde::Deserialize;
use velithon::{PageItems, PageRequest, paginate};
use velithon_test_support::{Client, Seen};

use super::forms::integers;

#[derive(Deserialize)]
struct Filter {
    from: u64,
}

struct Refused(&'static str);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (StatusCode::IM_A_TEAPOT, self.0).into_response()
    }
}

impl From<std::num::ParseIntError> for Refused {
    fn from(_: std::num::ParseIntError) -> Self {
        Self("no number")
    }
}

/// Extractors of every kind, the one that takes the body last.
#[paginate(size = 50, max_size = 100)]
async fn searched(
    method: Method,
    Path((tenant, to)): Path<(String, String)>,
    State(seen @ Seen { .. }): State<Seen>,
    Query(query): Query<Vec<(String, String)>>,
    #[cfg(not(test))] nowhere: Nowhere,
    #[cfg(test)] request: http::HeaderMap,
    Json(Filter { mut from }): Json<Filter>,
) -> Result<Vec<u64>, Refused> {
    seen.handle();
    if (method, tenant.as_str(), query.len(), request.contains_key("host")) != (Method::POST, "acme", 1, true) {
        return Err(Refused("an extractor is wrong"));
    }
    from += 1;
    let to: u64 = to.parse()?;
    Ok((from..to).collect())
}

/// The same with a handle in the middle, which stands anywhere.
#[paginate(size = 50, max_size = 100)]
async fn searched_and_told(
    Path((_, to)): Path<(String, String)>,
    page: PageRequest,
    request: Request,
) -> Result<PageItems<i64>, Refused> {
    let path = request.uri().path().to_owned();
    let body = request.into_body().collect().await.map_err(|_| Refused("no body"))?;
    if !path.starts_with("/told/acme/") || body.to_bytes().is_empty() {
        return Err(Refused("an extractor is wrong"));
    }
    let to: i64 = to.parse()?;
    let first = page.offset() + 11;
    Ok(PageItems::new((first..to.min(first + page.limit())).collect()).total(to - 11))
}

#[tokio::test]
async fn extractors_see_the_request_and_the_body() {
    let app = Router::new()
        .route("/returned/{tenant}/{to}", post(searched))
        .route("/told/{tenant}/{to}", post(searched_and_told))
        .with_state(Seen::default());
    let client = Client::of(app).await;
    let send = async |target: &str, body| client.post(target, "application/json", body).await;
    for form in ["returned", "told"] {
        let page = send(&format!("/{form}/acme/100?page=2"), r#"{"from":10}"#).await.ok();
        assert_eq!(
            (page.items(), &page.json()["total"]),
            (integers(61..100), &89.into()),
            "{form}"
        );
        let refused = send(&format!("/{form}/acme/x?page=2"), r#"{"from":10}"#).await;
        assert_eq!((refused.status(), refused.text().as_str()), (418, "no number"));
        assert_eq!(refused.header("link"), None, "a handler's error has no links");
        send(&format!("/{form}/acme/100?page=0"), r#"{"from":10}"#)
            .await
            .problem(400, "invalid-parameter");
    }
    // What an extractor refuses is axum's own answer, as ever.
    assert_eq!(send("/returned/acme/100?page=2", "[").await.status(), 400);
}

#[tokio::test]
async fn a_client_that_goes_away_drops_an_async_handler() {
    #[paginate]
    async fn endless(State(seen): State<Seen>) -> Vec<u64> {
        let _guard = seen.guard();
        seen.go(1);
        pending().await
    }

    let seen = Seen::default();
    let app = Router::new().route("/", get(endless)).with_state(seen.clone());
    let socket = Client::of(app).await.send("GET / HTTP/1.1", "").await;
    seen.next().await;
    assert_eq!(seen.dropped(), 0);
    drop(socket);
    seen.until_dropped().await;
}
