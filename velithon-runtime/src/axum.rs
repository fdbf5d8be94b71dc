//! axum 0.8.

use std::convert::Infallible;

use ::axum::{
    body::Body,
    extract::{FromRequestParts, OriginalUri},
    response::{IntoResponse, Response},
};
use http::{
    StatusCode,
    header::{CACHE_CONTROL, CONTENT_TYPE},
    request::Parts,
};

use crate::{Disconnected, JsonStream, MemoryReport, Page, Problem, RequestHead, answer::Answer};

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
        match serde_json::to_vec(&self) {
            Ok(report) => {
                let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")];
                (headers, report).into_response()
            }
            Err(error) => {
                tracing::error!(%error, "a memory report could not be written as JSON");
                IntoResponse::into_response(Problem::internal())
            }
        }
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

#[diagnostic::do_not_recommend]
impl<E: IntoResponse> Answer for E {
    fn into_status(self) -> StatusCode {
        self.into_response().status()
    }
}
