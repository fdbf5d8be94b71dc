//! axum.

use std::mem;

use ::axum::{
    Router,
    handler::Handler,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::any,
};

pub(crate) use ::axum::{
    Json,
    extract::{Path, State},
};

use velithon_test_support::{Client, Seen};

suite!();

pub(crate) const LATE_STATUS: u16 = 418;
pub(crate) const TAKES_RAW_BYTES: bool = true;

pub(crate) struct App<'a>(&'a mut Router<Seen>);

impl App<'_> {
    fn at<H: Handler<A, Seen>, A: 'static>(self, path: &str, handler: H) -> Self {
        *self.0 = mem::take(self.0).route(path, any(handler));
        self
    }
}

/// An error with nothing but a response.
pub(crate) struct Failed;

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (StatusCode::IM_A_TEAPOT, "short and stout").into_response()
    }
}

pub(crate) fn failed() -> Failed {
    Failed
}

pub(crate) async fn start(seen: Seen) -> Client {
    let mut app = Router::new();
    handlers::routes(App(&mut app));
    let app = app.clone().nest("/api/v1", app).with_state(seen);
    Client::of(app).await
}
