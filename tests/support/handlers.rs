//! Handlers called as functions, without a framework.

use futures::executor::block_on;
use http::{Method, Uri};
use velithon::{Page, RequestHead};

use crate::Answer;

/// A request for a URI, with no headers.
///
/// # Panics
///
/// If it is none.
#[must_use]
pub fn get(uri: &str) -> RequestHead {
    request(Method::GET, uri)
}

/// A request for a URI by any method, with no headers.
///
/// # Panics
///
/// If it is none.
#[must_use]
pub fn request(method: Method, uri: &str) -> RequestHead {
    RequestHead::new(method, Uri::try_from(uri).expect("a URI"))
}

/// Runs a handler to its page.
pub fn answer(handler: impl Future<Output = Page> + Send) -> Answer {
    block_on(handler).into_http().into()
}
