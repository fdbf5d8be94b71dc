//! The page for people at `/`; programs have the list of routes there.

use axum::{
    http::{
        HeaderMap,
        header::{ACCEPT, CONTENT_SECURITY_POLICY, VARY},
    },
    response::{Html, IntoResponse, Response},
};
use velithon::RequestHead;

use crate::routes;

const PAGE: &str = include_str!("page.html");

/// Everything is in the page itself, and it asks nobody but this store.
const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page for a browser, which names `text/html` in its `Accept`; the list of routes for all others.
pub(crate) async fn front(headers: HeaderMap, head: RequestHead) -> Response {
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    if accept.is_some_and(|accept| accept.contains("text/html")) {
        ([(CONTENT_SECURITY_POLICY, POLICY), (VARY, "accept")], Html(PAGE)).into_response()
    } else {
        routes::index(head).await.into_response()
    }
}
