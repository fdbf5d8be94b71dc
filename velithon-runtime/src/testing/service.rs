use std::future::Future;

use bytes::Bytes;
use http::Response;

use crate::head::RequestHead;

/// What answers a `GET`: a closure that takes a [`RequestHead`], such as one that calls a handler, or, with feature
/// `axum`, a `Router`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be asked for pages",
    label = "not a closure from a `RequestHead` to a page, and no `axum::Router`",
    note = "write `|head| handler(head, …)`, or a closure that calls your service and gives its `Response<Bytes>`"
)]
pub trait Service {
    /// The answer to a request.
    fn answer(&self, head: RequestHead) -> impl Future<Output = Response<Bytes>>;
}

impl<S, F> Service for S
where
    S: Fn(RequestHead) -> F,
    F: Future<Output: Into<Response<Bytes>>>,
{
    async fn answer(&self, head: RequestHead) -> Response<Bytes> {
        self(head).await.into()
    }
}

#[cfg(feature = "axum")]
impl Service for axum::Router {
    async fn answer(&self, head: RequestHead) -> Response<Bytes> {
        use axum::body::{Body, to_bytes};
        use tower_service::Service as _;

        let mut request = http::Request::new(Body::empty());
        *request.method_mut() = head.method().clone();
        *request.uri_mut() = head.uri().clone();
        let Ok(response) = self.clone().call(request).await;
        let (parts, body) = response.into_parts();
        // A body that fails is not the whole JSON, and that is what the walk then says.
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        Response::from_parts(parts, body)
    }
}
