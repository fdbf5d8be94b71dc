//! Handlers that are plain functions: they run on a thread where waiting is allowed.

mod disconnect;
mod envelope;
mod failure;
mod order;
mod shapes;
mod socket;
mod span_ends;

use axum::{
    Router, body::Body, extract::FromRequestParts, http::Request, http::request::Parts, response::Response, routing,
};
use tower::ServiceExt;
use velithon::Disconnected;

use crate::support::Teapot;

impl From<Disconnected> for Teapot {
    fn from(_: Disconnected) -> Self {
        Self
    }
}

/// What a test and its handler share.
#[derive(Clone)]
struct Shared<T>(T);

impl<T: Clone + Send + Sync> FromRequestParts<T> for Shared<T> {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut Parts, shared: &T) -> Result<Self, Self::Rejection> {
        Ok(Self(shared.clone()))
    }
}

/// Calls a handler as axum would, with what it shares with the test.
async fn respond_with<H, T, S>(handler: H, shared: S, request: Request<Body>) -> Response
where
    H: axum::handler::Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    let app = Router::new().route("/", routing::get(handler)).with_state(shared);
    app.oneshot(request).await.expect("axum never fails")
}

fn request() -> Request<Body> {
    Request::get("/").body(Body::empty()).expect("a request")
}

fn request_as(accept: &str) -> Request<Body> {
    let request = Request::get("/").header("accept", accept);
    request.body(Body::empty()).expect("a request")
}
