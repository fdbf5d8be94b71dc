use std::future::Future;

use bytes::Bytes;
use http::{Request, Response};

use crate::head::RequestHead;

/// A service that answers requests: a closure that takes a [`RequestHead`], such as one that calls a handler, or, with feature
/// `axum`, a `Router`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be asked for pages",
    label = "not a closure from a `RequestHead` to a page, and no `axum::Router`",
    note = "write `|head| handler(head, …)`, or a closure that calls your service and gives its `Response<Bytes>`"
)]
pub trait Service {
    /// The answer to a request without a body.
    fn answer(&self, head: RequestHead) -> impl Future<Output = Response<Bytes>>;

    /// The answer to a request with this body, which is JSON. A closure calls the handler with arguments of its own, so that
    /// for it there is no body to read.
    fn answer_to_body(&self, head: RequestHead, body: Bytes) -> impl Future<Output = Response<Bytes>> {
        drop(body);
        self.answer(head)
    }

    /// The answer to a request with all of its headers. A closure is told of those that Velithon reads, because it calls the
    /// handler with arguments of its own.
    fn answer_to(&self, request: Request<Bytes>) -> impl Future<Output = Response<Bytes>> {
        let (parts, body) = request.into_parts();
        let head = RequestHead::new(parts.method, parts.uri).with_headers(&parts.headers);
        self.answer_to_body(head, body)
    }
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
