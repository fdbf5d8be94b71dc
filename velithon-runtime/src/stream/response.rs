use std::fmt;

use http::{HeaderMap, Response, StatusCode};

#[cfg(feature = "tokio")]
use super::body::stall::Spawn;
use super::body::{JsonBody, rest::Rest};
use crate::{error::dialect::Refusable, problem::Problem};

/// The response of a handler under `#[stream_json]`.
///
/// Frameworks that Velithon has a feature for send it as it is; every other host turns it into an [`http::Response`]
/// with a [`JsonBody`].
#[must_use = "a response is for the client"]
pub struct JsonStream<R: ?Sized = dyn Rest + Send + Sync> {
    status: StatusCode,
    headers: HeaderMap,
    body: JsonBody<R>,
    /// What the response says, where there is no stream.
    problem: Option<Box<Problem>>,
}

/// The response of a handler under `#[stream_json(?Send)]`: it stays on its thread.
pub type LocalJsonStream = JsonStream<dyn Rest>;

impl<R: ?Sized> JsonStream<R> {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: JsonBody<R>) -> Self {
        Self {
            status,
            headers,
            body,
            problem: None,
        }
    }

    /// The same response, which says this instead of a stream.
    pub(crate) fn refusing(self, problem: Problem) -> Self {
        Self {
            problem: Some(Box::new(problem)),
            ..self
        }
    }

    /// The status that the response starts with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers that the response starts with.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers, to add to them.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// What follows the headers. It is not polled before the response is sent.
    pub fn body(&self) -> &JsonBody<R> {
        &self.body
    }

    /// The response as one of `http`, for hosts such as hyper and tower. Under axum, what handlers return goes as it is, and
    /// `into_response` is that of its `IntoResponse`.
    #[must_use]
    pub fn into_http(self) -> Response<JsonBody<R>> {
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

impl<R: ?Sized> Refusable for JsonStream<R> {
    fn take_problem(&mut self) -> Option<Problem> {
        self.problem.take().map(|problem| *problem)
    }
}

#[cfg(feature = "tokio")]
impl LocalJsonStream {
    /// Drops the handler when its client stops reading, by a task that the host spawns on this thread.
    #[doc(hidden)]
    pub fn watched_by(mut self, spawn: Spawn<'_>) -> Self {
        self.body.watch_here(spawn);
        self
    }
}

impl<R: ?Sized> From<JsonStream<R>> for Response<JsonBody<R>> {
    fn from(stream: JsonStream<R>) -> Self {
        stream.into_http()
    }
}

impl<R: ?Sized> fmt::Debug for JsonStream<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonStream")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{RefUnwindSafe, UnwindSafe};

    use super::*;
    use crate::stream::Emitter;

    /// Hosts box bodies as `http_body_util`'s `BoxBody`, which is both.
    #[test]
    fn a_response_is_send_and_sync() {
        fn check<T: Send + Sync>() {}
        check::<JsonStream>();
        check::<JsonBody>();
    }

    /// Handlers call code that may panic with it.
    #[test]
    fn an_emitter_is_unwind_safe() {
        fn check<T: Send + Sync + UnwindSafe + RefUnwindSafe>() {}
        check::<Emitter<u8>>();
    }
}
