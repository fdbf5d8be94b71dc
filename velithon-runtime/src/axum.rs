//! What axum 0.8 needs: extractors, responses, and its `Router` as a service that tests can walk.

#[cfg(feature = "testing")]
mod walked;

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use ::axum::{
    body::Body,
    extract::{FromRequestParts, OriginalUri},
    response::{IntoResponse, Response},
};
use http::{StatusCode, request::Parts};

#[cfg(not(feature = "actix"))]
use crate::error::facts::{ErrorProbe, Status};
#[cfg(feature = "cursor")]
use crate::export::Export;
use crate::{
    error::status::{Answers, Axum, Tag, ViaAxum},
    head::RequestHead,
    memory::report::MemoryReport,
    page::Page,
    problem::Problem,
    stream::{Disconnected, JsonStream},
};

impl<S: Sync> FromRequestParts<S> for RequestHead {
    type Rejection = Infallible;

    // The future of an `async fn` would have to be dropped, in four places of each handler's code. This one has nothing to drop.
    fn from_request_parts(parts: &mut Parts, _: &S) -> impl Future<Output = Result<Self, Infallible>> + Send {
        Reading(parts)
    }
}

/// Reads the head of a request.
struct Reading<'a>(&'a Parts);

impl Future for Reading<'_> {
    type Output = Result<RequestHead, Infallible>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        let parts = self.0;
        // A nested router has taken its prefix off the path; links need the path that the client knows.
        let uri = match parts.extensions.get() {
            Some(OriginalUri(uri)) => uri,
            None => &parts.uri,
        };
        let head = RequestHead::new(parts.method.clone(), uri.clone());
        Poll::Ready(Ok(head.with_version(parts.version).with_headers(&parts.headers)))
    }
}

impl IntoResponse for JsonStream {
    fn into_response(self) -> Response {
        self.into_http().map(Body::new)
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        self.into_http().map(Body::from)
    }
}

#[cfg(feature = "cursor")]
impl IntoResponse for Export {
    fn into_response(self) -> Response {
        self.into_http().map(Body::new)
    }
}

impl IntoResponse for MemoryReport {
    fn into_response(self) -> Response {
        self.into_http().map(Body::from)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.into_http().map(Body::from)
    }
}

/// For handlers that have no other error; nobody is there to receive it.
impl IntoResponse for Disconnected {
    fn into_response(self) -> Response {
        Problem::internal().into_response()
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

#[cfg(not(feature = "actix"))]
impl<T, E: IntoResponse> ErrorProbe<Result<T, E>> {
    /// That of axum's response.
    pub const VELITHON_STATUS: Option<Status<E>> = Some(Status(|error| error.into_response().status()));
}

impl<E: IntoResponse> Answers<E> for Axum {
    fn status(self, error: E) -> StatusCode {
        error.into_response().status()
    }
}
