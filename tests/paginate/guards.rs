//! Who owns what, and until when.
//!
//! Every row says, when it is written as JSON, whether the guard among the handler's parameters is still held: the last
//! moment of a response that a handler has a part in.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, ThreadId},
};

use axum::{
    Router,
    body::Body,
    extract::{FromRequestParts, Request, State},
    http::request::Parts,
    response::Response,
    routing::{MethodRouter, get},
};
use futures::{
    Stream, StreamExt,
    future::pending,
    stream::{self, BoxStream},
};
use http_body_util::BodyExt;
use serde::{Serialize, Serializer};
use tower::ServiceExt;
use velithon::{PageItems, PageRequest, PageSource, paginate};

type Held = Arc<AtomicBool>;

/// A guard that says when it falls.
struct Permit(Held);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

impl FromRequestParts<Held> for Permit {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, held: &Held) -> Result<Self, Infallible> {
        held.store(true, Ordering::SeqCst);
        Ok(Self(held.clone()))
    }
}

/// A guard that a pattern cannot bind without leaving it behind.
struct Pair(#[expect(dead_code, reason = "held, not read")] Permit, u8);

impl FromRequestParts<Held> for Pair {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, held: &Held) -> Result<Self, Infallible> {
        Ok(Self(Permit::from_request_parts(parts, held).await?, 0))
    }
}

struct Row(Held);

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.load(Ordering::SeqCst).serialize(serializer)
    }
}

fn rows(held: Held) -> Vec<Row> {
    vec![Row(held.clone()), Row(held)]
}

struct Source(Held);

impl PageSource for Source {
    type Item = Row;
    type Error = &'static str;

    async fn rows(&mut self, _: PageRequest) -> Result<Vec<Row>, &'static str> {
        tokio::task::yield_now().await;
        if self.0.load(Ordering::SeqCst) {
            Ok(rows(self.0.clone()))
        } else {
            Err("the guard fell before the rows were read")
        }
    }
}

mod unnamed {
    use super::*;

    #[paginate]
    pub(super) async fn vector(State(held): State<Held>, _permit: Permit) -> Vec<Row> {
        tokio::task::yield_now().await;
        rows(held)
    }

    #[paginate]
    pub(super) async fn iterator(State(held): State<Held>, _: Permit) -> impl Iterator<Item = Row> {
        rows(held).into_iter()
    }

    #[paginate]
    pub(super) async fn stream(State(held): State<Held>, Pair(_, _number): Pair) -> impl Stream<Item = Row> {
        stream::iter(rows(held)).then(async |row| {
            tokio::task::yield_now().await;
            row
        })
    }

    #[paginate]
    pub(super) async fn boxed_stream(State(held): State<Held>, _: Permit) -> BoxStream<'static, Row> {
        stream::iter(rows(held)).boxed()
    }

    #[paginate]
    pub(super) async fn source(State(held): State<Held>, Pair(..): Pair) -> Source {
        Source(held)
    }

    #[paginate]
    pub(super) async fn opaque_source(State(held): State<Held>, _permit: Permit) -> impl PageSource {
        Source(held)
    }

    #[paginate]
    pub(super) async fn told(State(held): State<Held>, _: Permit, _page: PageRequest) -> PageItems<Row> {
        tokio::task::yield_now().await;
        PageItems::new(rows(held))
    }

    #[paginate]
    pub(super) async fn told_in_a_result(
        Pair(_, _number): Pair,
        _: PageRequest,
        State(held): State<Held>,
    ) -> Result<PageItems<Row>, String> {
        Ok(PageItems::new(rows(held)))
    }

    #[paginate]
    pub(super) fn blocking_vector(State(held): State<Held>, _: Permit) -> Vec<Row> {
        rows(held)
    }

    #[paginate]
    pub(super) fn blocking_iterator(State(held): State<Held>, _permit: Permit) -> impl Iterator<Item = Row> {
        rows(held).into_iter()
    }

    #[paginate]
    pub(super) fn blocking_told(State(held): State<Held>, Pair(..): Pair, _: PageRequest) -> PageItems<Row> {
        PageItems::new(rows(held))
    }
}

mod named {
    use super::*;

    #[paginate]
    pub(super) async fn iterator(State(held): State<Held>, permit: Permit) -> impl Iterator<Item = Row> {
        assert!(permit.0.load(Ordering::SeqCst));
        rows(held).into_iter()
    }

    #[paginate]
    pub(super) async fn stream(State(held): State<Held>, permit: Permit) -> impl Stream<Item = Row> {
        assert!(permit.0.load(Ordering::SeqCst));
        stream::iter(rows(held))
    }

    #[paginate]
    pub(super) async fn opaque_source(State(held): State<Held>, permit: Permit) -> impl PageSource {
        assert!(permit.0.load(Ordering::SeqCst));
        Source(held)
    }

    #[paginate]
    pub(super) fn blocking_vector(State(held): State<Held>, permit: Permit) -> Vec<Row> {
        assert!(permit.0.load(Ordering::SeqCst));
        rows(held)
    }

    #[paginate]
    pub(super) fn blocking_iterator(State(held): State<Held>, permit: Permit) -> impl Iterator<Item = Row> {
        assert!(permit.0.load(Ordering::SeqCst));
        rows(held).into_iter()
    }

    #[paginate]
    pub(super) fn blocking_told(State(held): State<Held>, permit: Permit, _: PageRequest) -> PageItems<Row> {
        assert!(permit.0.load(Ordering::SeqCst));
        PageItems::new(rows(held))
    }
}

async fn call(app: &Router) -> Response {
    let request = Request::get("/").body(Body::empty()).unwrap();
    app.clone().oneshot(request).await.unwrap()
}

#[tokio::test]
async fn everything_the_parameters_own_lives_until_the_response_is_made() {
    let handlers = [
        ("iterator", get(unnamed::iterator)),
        ("stream", get(unnamed::stream)),
        ("boxed stream", get(unnamed::boxed_stream)),
        ("source", get(unnamed::source)),
        ("opaque source", get(unnamed::opaque_source)),
        ("told in a result", get(unnamed::told_in_a_result)),
        ("blocking vector", get(unnamed::blocking_vector)),
        ("blocking iterator", get(unnamed::blocking_iterator)),
        ("blocking told", get(unnamed::blocking_told)),
        ("named, iterator", get(named::iterator)),
        ("named, stream", get(named::stream)),
        ("named, opaque source", get(named::opaque_source)),
        ("named, blocking vector", get(named::blocking_vector)),
        ("named, blocking iterator", get(named::blocking_iterator)),
        ("named, blocking told", get(named::blocking_told)),
    ];
    for (name, route) in handlers {
        assert_eq!(held_by_rows(name, route).await, [true, true], "{name}");
    }
}

/// As of any `async fn`: rows that are all there need nothing of what they were read by.
#[tokio::test]
async fn what_the_parameters_own_ends_with_a_body_that_awaited_its_rows() {
    for (name, route) in [("vector", get(unnamed::vector)), ("told", get(unnamed::told))] {
        assert_eq!(held_by_rows(name, route).await, [false, false], "{name}");
    }
}

/// Whether each row was written while the parameters were held.
async fn held_by_rows(name: &str, route: MethodRouter<Held>) -> [bool; 2] {
    let held = Held::default();
    let app = Router::new().route("/", route).with_state(held.clone());
    let response = call(&app).await;
    assert!(!held.load(Ordering::SeqCst), "{name}: the response is made");
    let text = response.into_body().collect().await.unwrap().to_bytes();
    let page: serde_json::Value = serde_json::from_slice(&text).unwrap();
    serde_json::from_value(page["items"].clone()).unwrap_or_else(|_| panic!("{name}: {text:?}"))
}

#[tokio::test]
async fn a_request_that_is_dropped_drops_an_async_handler_where_it_waits() {
    #[paginate]
    async fn returned(State(_): State<Held>, _: Permit) -> Vec<u8> {
        pending().await
    }

    #[paginate]
    async fn told(_permit: Permit, _: PageRequest) -> PageItems<u8> {
        pending().await
    }

    #[paginate]
    async fn streamed(permit: Permit) -> impl Stream<Item = u8> {
        stream::once(pending()).map(move |number: u8| number + u8::from(permit.0.load(Ordering::SeqCst)))
    }

    #[paginate]
    async fn read(_permit: Permit) -> Endless {
        Endless
    }

    struct Endless;

    impl PageSource for Endless {
        type Item = u8;
        type Error = Infallible;

        async fn rows(&mut self, _: PageRequest) -> Result<Vec<u8>, Infallible> {
            pending().await
        }
    }

    for route in [get(returned), get(told), get(streamed), get(read)] {
        let held = Held::default();
        let app = Router::new().route("/", route).with_state(held.clone());
        let mut request = Box::pin(call(&app));
        assert!(futures::poll!(request.as_mut()).is_pending());
        assert!(held.load(Ordering::SeqCst));
        drop(request);
        assert!(!held.load(Ordering::SeqCst));
    }
}

#[tokio::test]
async fn a_plain_function_runs_on_another_thread_and_an_async_one_on_the_requests() {
    #[paginate]
    fn plain(State(own): State<ThreadId>) -> [bool; 1] {
        [thread::current().id() == own]
    }

    #[paginate]
    fn plain_and_told(State(own): State<ThreadId>, _: PageRequest) -> PageItems<bool> {
        PageItems::new(vec![thread::current().id() == own])
    }

    #[paginate]
    async fn executed(State(own): State<ThreadId>) -> [bool; 1] {
        [thread::current().id() == own]
    }

    for (route, same) in [(get(plain), false), (get(plain_and_told), false), (get(executed), true)] {
        let app = Router::new().route("/", route).with_state(thread::current().id());
        let text = call(&app).await.into_body().collect().await.unwrap().to_bytes();
        assert!(
            text.starts_with(format!(r#"{{"items":[{same}],"#).as_bytes()),
            "{text:?}"
        );
    }
}
