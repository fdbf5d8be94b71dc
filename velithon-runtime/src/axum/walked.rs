use ::axum::{
    Router,
    body::{Body, to_bytes},
};
use bytes::Bytes;
use http::{
    HeaderValue,
    header::{ACCEPT, CONTENT_TYPE},
};
use tower_service::Service as _;

use crate::{
    head::{LAST_EVENT_ID, RequestHead},
    testing::Service,
};

impl Service for Router {
    async fn answer(&self, head: RequestHead) -> http::Response<Bytes> {
        self.answer_to_body(head, Bytes::new()).await
    }

    async fn answer_to_body(&self, head: RequestHead, body: Bytes) -> http::Response<Bytes> {
        let has_body = !body.is_empty();
        let mut request = http::Request::new(body);
        if has_body {
            let headers = request.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        *request.method_mut() = head.method().clone();
        *request.uri_mut() = head.uri().clone();
        if let Some(accept) = head.accept() {
            request.headers_mut().insert(ACCEPT, accept.clone());
        }
        if let Some(Ok(id)) = head.last_event_id().map(HeaderValue::from_str) {
            request.headers_mut().insert(LAST_EVENT_ID, id);
        }
        self.answer_to(request).await
    }

    async fn answer_to(&self, request: http::Request<Bytes>) -> http::Response<Bytes> {
        let request = request.map(Body::from);
        let Ok(response) = self.clone().call(request).await;
        let (parts, body) = response.into_parts();
        // A body that fails leaves no whole JSON, which the walk then reports.
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        http::Response::from_parts(parts, body)
    }
}
