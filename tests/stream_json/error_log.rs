//! What the log says of an error that comes too late for a response of its own.

use std::{error::Error, fmt, panic::AssertUnwindSafe};

use axum::{
    body::Body,
    http::{Request, StatusCode},
    response::{IntoResponse, Response},
};
use futures::FutureExt;
use http_body_util::BodyExt;
use tracing::Instrument;
use velithon::{Emitter, stream_json};
use velithon_test_support::Events;

use crate::support::{get, respond};

/// Each error that is logged, with the names of the spans that it is logged in.
fn errors(events: &Events) -> Vec<String> {
    let events = events.take().into_iter();
    let errors = events.filter_map(|mut event| {
        let error = event.fields.remove("error")?;
        Some(format!("{}: {error}", event.spans.join(" in ")))
    });
    errors.collect()
}

/// An error with a source.
#[derive(Debug)]
struct NoOrders(std::io::Error);

impl fmt::Display for NoOrders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no orders")
    }
}

impl Error for NoOrders {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

fn no_orders() -> NoOrders {
    NoOrders(std::io::Error::other("unplugged"))
}

impl IntoResponse for NoOrders {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

/// An error of any kind in a type of ours, as axum needs one; the log reads it by `AsRef`.
struct Boxed(Box<dyn Error + Send + Sync>);

impl IntoResponse for Boxed {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

impl AsRef<dyn Error + Send + Sync> for Boxed {
    fn as_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.0
    }
}

struct Anyhow(anyhow::Error);

impl IntoResponse for Anyhow {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

impl AsRef<dyn Error + Send + Sync> for Anyhow {
    fn as_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        self.0.as_ref()
    }
}

/// The same without `AsRef`: the log has its `Debug` alone.
#[derive(Debug)]
struct Shown(#[expect(dead_code, reason = "for its `Debug`")] anyhow::Error);

impl IntoResponse for Shown {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

#[tokio::test]
async fn the_log_has_an_error_with_its_sources_inside_the_responses_span() {
    #[stream_json]
    async fn plain(rows: &Emitter<u32>) -> Result<(), NoOrders> {
        rows.commit().await;
        Err(no_orders())
    }

    #[stream_json]
    async fn boxed(rows: &Emitter<u32>) -> Result<(), Boxed> {
        rows.commit().await;
        Err(Boxed(no_orders().into()))
    }

    #[stream_json]
    async fn anyhow(rows: &Emitter<u32>) -> Result<(), Anyhow> {
        rows.commit().await;
        Err(Anyhow(anyhow::Error::new(no_orders()).context("reading failed")))
    }

    #[stream_json]
    async fn shown(rows: &Emitter<u32>) -> Result<(), Shown> {
        rows.commit().await;
        Err(Shown(anyhow::Error::new(no_orders())))
    }

    #[stream_json]
    async fn panics(rows: &Emitter<u32>) {
        rows.commit().await;
        panic!("the cat walked over the keyboard");
    }

    let (events, _guard) = Events::record();
    let request = || tracing::info_span!("request");
    get(plain).instrument(request()).await;
    get(boxed).instrument(request()).await;
    get(anyhow).instrument(request()).await;
    get(shown).instrument(request()).await;
    get(panics).instrument(request()).await;
    let logged = errors(&events);
    let inside = "stream_json in request";
    assert_eq!(logged[0], format!("{inside}: no orders: unplugged"));
    assert_eq!(logged[1], format!("{inside}: no orders: unplugged"));
    assert_eq!(logged[2], format!("{inside}: reading failed: no orders: unplugged"));
    assert!(
        logged[3].starts_with(&format!("{inside}: Shown(no orders")) && logged[3].contains("unplugged"),
        "{}",
        logged[3]
    );
    assert_eq!(
        logged[4],
        format!("{inside}: the handler panicked: the cat walked over the keyboard")
    );
    assert_eq!(logged.len(), 5);
}

#[tokio::test]
async fn a_panic_inside_the_window_is_one_error_of_the_log() {
    #[stream_json]
    async fn panics(rows: &Emitter<u32>) {
        rows.emit(&1).await;
        panic!("the cat walked over the keyboard");
    }

    let (events, _guard) = Events::record();
    let panic = AssertUnwindSafe(get(panics)).catch_unwind().await;
    assert_eq!(
        panic.expect_err("the framework's to handle").downcast_ref::<&str>(),
        Some(&"the cat walked over the keyboard")
    );
    let logged = errors(&events);
    assert_eq!(
        logged,
        ["stream_json: the handler panicked: the cat walked over the keyboard"]
    );
}

#[tokio::test]
async fn middleware_that_shows_a_bodys_error_shows_nothing_of_the_handlers() {
    #[stream_json]
    async fn broken(rows: &Emitter<u32>) -> Result<(), NoOrders> {
        rows.commit().await;
        Err(no_orders())
    }

    let request = Request::get("/").body(Body::empty()).expect("a request");
    let body = respond(broken, request).await.into_body();
    let error = body.collect().await.expect_err("a failure");
    assert_eq!(error.to_string(), "the stream failed after its response had started");
    let mut last: &dyn Error = &error;
    while let Some(source) = last.source() {
        last = source;
    }
    assert_eq!(last.to_string(), "no orders: unplugged");
}
