//! What an HTTP client has to do for a walk.

use std::time::Duration;

use bytes::Bytes;
use futures::{future::BoxFuture, stream::BoxStream};

use crate::error::BoxError;

/// The body of a response, as it comes.
pub type HttpBody = BoxStream<'static, Result<Bytes, BoxError>>;

/// An HTTP client: [`reqwest::Client`](https://docs.rs/reqwest/0.13/reqwest/struct.Client.html) by feature `reqwest`, or any other one.
///
/// What holds for a response:
/// - Its body ends with an error where the connection was cut: a length that did not come, a missing last chunk, a reset.
/// - Its `version` and its headers are the server's. A client that undoes a `Content-Encoding` takes that header away, and
///   `Content-Length` with it. Unless the response is chunked, nothing is left then over HTTP/1.1 that proves the
///   end of lines without records.
/// - Where redirects were followed, the last URL is in its extensions, as [`ResponseUrl`]. Of an origin that is not allowed, no row
///   is handed out; that no header goes there is for the client to see to.
///
/// How long to wait for a response, and for the next bytes of it, is the client's: a body that is silent for ever is never
/// a cut.
///
/// # Example
///
/// ```
/// use std::time::Duration;
///
/// use bytes::Bytes;
/// use futures::{FutureExt, StreamExt, executor::block_on, future::BoxFuture, stream};
/// use velithon_client::{BoxError, Http, HttpBody, get};
///
/// /// Has one answer, for tests.
/// #[derive(Clone)]
/// struct Canned(&'static str);
///
/// impl Http for Canned {
///     fn send(&self, _: http::Request<()>) -> BoxFuture<'static, Result<http::Response<HttpBody>, BoxError>> {
///         let body = Bytes::from_static(self.0.as_bytes());
///         async { Ok(http::Response::new(stream::iter([Ok(body)]).boxed())) }.boxed()
///     }
///
///     fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
///         async {}.boxed()
///     }
/// }
///
/// let mut rows = get::<u64>(&Canned("[1,2]"), "http://api.example/numbers").rows();
/// assert_eq!(block_on(rows.try_next()).unwrap(), Some(1));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an HTTP client for `velithon_client`",
    note = "`reqwest::Client` of reqwest 0.13 is one, with feature `reqwest`; for others implement `velithon_client::Http`"
)]
pub trait Http: Send + Sync {
    /// Sends a request without a body.
    fn send(&self, request: http::Request<()>) -> BoxFuture<'static, Result<http::Response<HttpBody>, BoxError>>;

    /// Waits before the next try.
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()>;
}

/// The URL that a response is from, in the extensions of a response.
#[derive(Clone, Debug)]
pub struct ResponseUrl(pub String);
