use std::future::Future;

use bytes::Bytes;
use http::Response;

use crate::head::RequestHead;

/// A service that answers `GET` requests: a closure that takes a [`RequestHead`], such as one that calls a handler, or, with feature
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
