//! axum 0.8.

use std::convert::Infallible;

use axum_core::{
    body::Body,
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use http::request::Parts;

use crate::{JsonStream, Page, Problem, RequestHead, stream::answer::Answer};

impl<S: Sync> FromRequestParts<S> for RequestHead {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::from(&*parts))
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

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        Self::into_response(self).map(Body::from)
    }
}

#[diagnostic::do_not_recommend]
impl<E: IntoResponse> Answer for E {}
