//! Who owns what, and until when.

use std::{
    collections::VecDeque,
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
use velithon::{Emitter, Problem, stream_json};

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

/// A body that has to hold its guard until it returns.
fn numbers(Permit(dropped): &Permit) -> Vec<u32> {
    assert!(!dropped.load(Ordering::SeqCst), "the body runs");
    (0..10_000).collect()
}

mod list {
    use super::*;

    #[stream_json(chunk = 1024)]
    pub(super) async fn at_once(permit: Permit) -> Vec<u32> {
        numbers(&permit)
    }

    #[stream_json(chunk = 1024)]
    pub(super) async fn awaited(permit: Permit) -> Vec<u32> {
        tokio::task::yield_now().await;
        numbers(&permit)
    }

    #[stream_json(chunk = 1024)]
    pub(super) async fn early(permit: Permit) -> Vec<u32> {
        let numbers = numbers(&permit);
        if !numbers.is_empty() {
            return numbers;
        }
        tokio::task::yield_now().await;
        Vec::new()
    }

    #[stream_json(chunk = 1024)]
    pub(super) async fn unnamed(_: Permit) -> [u8; 10_000] {
        [1; 10_000]
    }

    #[stream_json(chunk = 1024)]
    pub(super) async fn left_out(Pair(_, number): Pair) -> Vec<u8> {
        vec![number; 10_000]
    }

    #[stream_json(chunk = 1024)]
    pub(super) async fn in_a_result(permit: Permit) -> Result<Vec<u32>, Problem> {
        tokio::task::yield_now().await;
        Ok(numbers(&permit))
    }

    #[stream_json(chunk = 1024)]
    pub(super) async fn of_results(permit: Permit) -> Vec<Result<u32, Problem>> {
        numbers(&permit).into_iter().map(Ok).collect()
    }

    #[stream_json(chunk = 1024)]
    pub(super) async fn shared(permit: Permit) -> Arc<[u32]> {
        numbers(&permit).into()
    }

    #[stream_json(chunk = 1024)]
    pub(super) async fn of_another_kind(permit: Permit) -> VecDeque<u32> {
        numbers(&permit).into()
    }

    #[stream_json(chunk = 1024)]
    pub(super) async fn generic<
        P: AsRef<Permit> + FromRequestParts<Arc<AtomicBool>, Rejection = Infallible> + Send + 'static,
    >(
        permit: P,
    ) -> Vec<u32> {
        numbers(permit.as_ref())
    }

    #[stream_json(chunk = 1024)]
    pub(super) fn blocking(permit: Permit) -> Vec<u32> {
        numbers(&permit)
    }

    #[stream_json(chunk = 1024)]
    pub(super) fn blocking_in_a_result(_: Permit) -> Result<Vec<u32>, Problem> {
        Ok(vec![1; 10_000])
    }
}

impl AsRef<Self> for Permit {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// Who reads a list slowly holds the list, and neither a connection nor a permit.
#[tokio::test]
async fn a_guard_among_the_parameters_falls_with_the_body_that_returned_a_list() {
    let lists = [
        ("at once", routing::get(list::at_once)),
        ("awaited", routing::get(list::awaited)),
        ("early", routing::get(list::early)),
        ("unnamed", routing::get(list::unnamed)),
        ("left out", routing::get(list::left_out)),
        ("in a result", routing::get(list::in_a_result)),
        ("of results", routing::get(list::of_results)),
        ("shared", routing::get(list::shared)),
        ("of another kind", routing::get(list::of_another_kind)),
        ("generic", routing::get(list::generic::<Permit>)),
        ("blocking", routing::get(list::blocking)),
        ("blocking, in a result", routing::get(list::blocking_in_a_result)),
    ];
    let mut wrong = Vec::new();
    for (name, route) in lists {
        let dropped = Arc::new(AtomicBool::new(false));
        let app = Router::new().route("/", route).with_state(dropped.clone());
        let request = Request::get("/").body(Body::empty()).unwrap();
        let mut body = app.oneshot(request).await.unwrap().into_body();
        body.frame().await.unwrap().unwrap();
        if !dropped.load(Ordering::SeqCst) {
            wrong.push(name);
        }
        assert!(body.frame().await.is_some(), "{name}: the stream goes on");
    }
    assert_eq!(wrong, [""; 0]);
}

/// The spelling does not tell that it is a list.
#[tokio::test]
async fn a_guard_beside_a_list_under_another_name_lives_until_the_stream_ends() {
    type Numbers = Vec<u32>;

    #[stream_json(chunk = 1024)]
    async fn numbers(_permit: Permit) -> Numbers {
        vec![1; 10_000]
    }

    let dropped = Arc::new(AtomicBool::new(false));
    let app = Router::new()
        .route("/", routing::get(numbers))
        .with_state(dropped.clone());
    let request = Request::get("/").body(Body::empty()).unwrap();
    let mut body = app.oneshot(request).await.unwrap().into_body();
    body.frame().await.unwrap().unwrap();
    assert!(!dropped.load(Ordering::SeqCst), "the stream goes on");
    body.collect().await.unwrap();
    assert!(dropped.load(Ordering::SeqCst), "the stream has ended");
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
