//! Handlers called as axum would, without a socket, and what fails in them.

use axum::{
    Router,
    body::Body,
    handler::Handler,
    http::{Request, StatusCode},
    response::{IntoResponse, Response},
    routing,
};
use serde::{
    Serialize, Serializer,
    ser::{Error as _, SerializeSeq},
};
use tower::ServiceExt;
use velithon_test_support::Answer;

/// Calls a handler as axum would, in memory.
pub(crate) async fn get<H: Handler<T, ()>, T: 'static>(handler: H) -> Answer {
    call(handler, Request::get("/").body(Body::empty()).expect("a request")).await
}

pub(crate) async fn call<H: Handler<T, ()>, T: 'static>(handler: H, request: Request<Body>) -> Answer {
    Answer::read(respond(handler, request).await).await
}

/// Calls a handler as axum would, and leaves the body to the test.
pub(crate) async fn respond<H: Handler<T, ()>, T: 'static>(handler: H, request: Request<Body>) -> Response {
    // A method router, because axum itself has a part in `HEAD` and in `Content-Length`.
    let app = Router::new().route("/", routing::get(handler));
    app.oneshot(request).await.expect("axum never fails")
}

/// An error with nothing but a response.
pub(crate) struct Teapot;

impl IntoResponse for Teapot {
    fn into_response(self) -> Response {
        (StatusCode::IM_A_TEAPOT, "short and stout").into_response()
    }
}

/// A value whose `Serialize` fails half-way.
pub(crate) struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(2))?;
        list.serialize_element("written before the failure")?;
        Err(S::Error::custom("a secret"))
    }
}

/// A text of a length whose `Serialize` fails, or panics, after the last byte.
pub(crate) struct FailsAtTheEnd(pub(crate) usize, pub(crate) bool);

impl Serialize for FailsAtTheEnd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&"x".repeat(self.0))?;
        assert!(!self.1, "too late");
        Err(S::Error::custom("too late"))
    }
}

/// The chunks of an array of six-digit numbers: each but the last is full, and ends after a number. `limits` are of the first
/// chunks; all others have the last of them.
#[track_caller]
pub(crate) fn assert_full_chunks(answer: &Answer, limits: &[usize]) {
    let (last, full) = answer.chunks.split_last().expect("chunks");
    for (index, chunk) in full.iter().enumerate() {
        let limit = limits[index.min(limits.len() - 1)];
        let length = chunk.len();
        assert!((limit..limit + 7).contains(&length), "a chunk of {length} bytes");
        assert!(matches!(chunk[0], b'[' | b','), "{chunk:?}");
        assert!(chunk[length - 1].is_ascii_digit(), "{chunk:?}");
    }
    assert!(last.ends_with(b"]"));
}

/// A request for a format.
pub(crate) fn request(accept: &str) -> Request<Body> {
    Request::get("/").header("accept", accept).body(Body::empty()).unwrap()
}
