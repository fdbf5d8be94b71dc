//! What axum 0.8 needs: extractors, responses, and its `Router` as a service that tests can walk.

use std::convert::Infallible;

use ::axum::{
    Router,
    body::{Body, to_bytes},
    extract::{FromRequestParts, OriginalUri},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::{
    HeaderValue, StatusCode,
    header::{ACCEPT, CONTENT_TYPE},
    request::Parts,
};
use tower_service::Service as _;

use crate::{
    error::status::{Answers, Axum, Tag, ViaAxum},
    export::Export,
    head::{LAST_EVENT_ID, RequestHead},
    memory::MemoryReport,
    page::Page,
    problem::Problem,
    stream::{Disconnected, JsonBody, JsonStream},
    testing::Service,
};

impl<S: Sync> FromRequestParts<S> for RequestHead {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // A nested router has taken its prefix off the path; links need the path that the client knows.
        let uri = match parts.extensions.get() {
            Some(OriginalUri(uri)) => uri,
            None => &parts.uri,
        };
        Ok(Self::new(parts.method.clone(), uri.clone())
            .with_version(parts.version)
            .with_headers(&parts.headers))
    }
}

impl IntoResponse for JsonStream {
    fn into_response(self) -> Response {
        http::Response::from(self).map(Body::new)
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        Self::into_response(self).map(Body::from)
    }
}

impl IntoResponse for Export {
    fn into_response(self) -> Response {
        http::Response::<JsonBody>::from(self).map(Body::new)
    }
}

impl IntoResponse for MemoryReport {
    fn into_response(self) -> Response {
        Self::into_response(self).map(Body::from)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        Self::into_response(self).map(Body::from)
    }
}

/// For handlers that have no other error; nobody is there to receive it.
impl IntoResponse for Disconnected {
    fn into_response(self) -> Response {
        IntoResponse::into_response(Problem::internal())
    }
}

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

#[cfg(not(feature = "actix"))]
#[diagnostic::do_not_recommend]
impl<E: IntoResponse> crate::error::status::Answer for E {}

#[cfg(not(feature = "actix"))]
impl<F: Send> crate::page::handler::may_move::MayMove for F {}

impl<E: IntoResponse> ViaAxum for &&Tag<E> {
    fn velithon_status_by(&self) -> Axum {
        Axum
    }
}

impl<E: IntoResponse> Answers<E> for Axum {
    fn status(self, error: E) -> StatusCode {
        error.into_response().status()
    }
}
