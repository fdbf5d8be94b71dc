//! axum 0.8.

use std::convert::Infallible;

use ::axum::{
    body::Body,
    extract::{FromRequestParts, OriginalUri},
    response::{IntoResponse, Response},
};
use http::{StatusCode, request::Parts};

use crate::{
    error::status::{Answers, Axum, Tag, ViaAxum},
    head::RequestHead,
    memory::MemoryReport,
    page::Page,
    problem::Problem,
    stream::{Disconnected, JsonStream},
};

impl<S: Sync> FromRequestParts<S> for RequestHead {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let mut head = Self::from(&*parts);
        // A nested router takes its prefix off the path, of which the client knows nothing.
        if let Some(OriginalUri(uri)) = parts.extensions.get() {
            head.set_uri(uri.clone());
        }
        Ok(head)
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

#[cfg(not(feature = "actix"))]
#[diagnostic::do_not_recommend]
impl<E: IntoResponse> crate::error::status::Answer for E {}

impl<E: IntoResponse> ViaAxum for &&Tag<E> {
    fn how(&self) -> Axum {
        Axum
    }
}

impl<E: IntoResponse> Answers<E> for Axum {
    fn status(self, error: E) -> StatusCode {
        error.into_response().status()
    }
}
