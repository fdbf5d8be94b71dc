//! Who owns what, and until when.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    Router,
    body::Body,
    extract::FromRequestParts,
    http::{Request, request::Parts},
    routing,
};
use futures::future::pending;
use http_body_util::BodyExt;
use tower::ServiceExt;
use velithon::{Emitter, stream_json};

/// A guard that says when it falls.
struct Permit(Arc<AtomicBool>);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl FromRequestParts<Arc<AtomicBool>> for Permit {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, dropped: &Arc<AtomicBool>) -> Result<Self, Infallible> {
        Ok(Self(dropped.clone()))
    }
}

struct Pair(#[expect(dead_code, reason = "held, not read")] Permit, u8);

impl FromRequestParts<Arc<AtomicBool>> for Pair {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, dropped: &Arc<AtomicBool>) -> Result<Self, Infallible> {
        Ok(Self(Permit(dropped.clone()), 0))
    }
}

#[stream_json]
async fn named(_permit: Permit, rows: &Emitter<u32>) {
    rows.emit(&1).await;
    tokio::task::yield_now().await;
}

#[stream_json]
async fn unnamed(_: Permit, rows: &Emitter<u32>) {
    rows.emit(&1).await;
    tokio::task::yield_now().await;
}

#[stream_json]
async fn left_out(Pair(_, number): Pair, rows: &Emitter<u32>) {
    rows.emit(&number.into()).await;
    tokio::task::yield_now().await;
}

#[stream_json(chunk = 1024)]
async fn returned(_permit: Permit) -> impl Iterator<Item = u32> {
    0..10_000
}

#[tokio::test]
async fn a_guard_among_the_parameters_lives_until_the_stream_ends() {
    let dropped = Arc::new(AtomicBool::new(false));
    let app = Router::new()
        .route("/named", routing::get(named))
        .route("/unnamed", routing::get(unnamed))
        .route("/left-out", routing::get(left_out))
        .route("/returned", routing::get(returned))
        .with_state(dropped.clone());
    for path in ["/named", "/unnamed", "/left-out", "/returned"] {
        dropped.store(false, Ordering::SeqCst);
        let request = Request::get(path).body(Body::empty()).unwrap();
        let mut body = app.clone().oneshot(request).await.unwrap().into_body();
        body.frame().await.unwrap().unwrap();
        assert!(!dropped.load(Ordering::SeqCst), "{path}: the stream goes on");
        body.collect().await.unwrap();
        assert!(dropped.load(Ordering::SeqCst), "{path}: the stream has ended");
    }
}

#[stream_json]
async fn endless(_permit: Permit, rows: &Emitter<u32>) -> ! {
    rows.emit(&1).await;
    loop {
        pending::<()>().await;
    }
}

#[tokio::test]
async fn dropping_the_response_drops_the_handler_where_it_waits() {
    let dropped = Arc::new(AtomicBool::new(false));
    let app = Router::new()
        .route("/", routing::get(endless))
        .with_state(dropped.clone());
    let response = app
        .oneshot(Request::get("/").body(Body::empty()).unwrap())
        .await
        .unwrap();
    assert!(!dropped.load(Ordering::SeqCst));
    drop(response);
    assert!(dropped.load(Ordering::SeqCst));
}

#[tokio::test]
async fn the_handler_is_dropped_with_its_last_item_and_not_when_the_client_has_it() {
    let dropped = Arc::new(AtomicBool::new(false));
    let app = Router::new()
        .route("/", routing::get(named))
        .with_state(dropped.clone());
    let response = app
        .oneshot(Request::get("/").body(Body::empty()).unwrap())
        .await
        .unwrap();
    let mut body = response.into_body();
    assert_eq!(body.frame().await.unwrap().unwrap().into_data().unwrap(), "[1");
    let last = body.frame().await.unwrap().unwrap().into_data().unwrap();
    assert!(dropped.load(Ordering::SeqCst));
    assert_eq!(last, "]");
}
