//! How many blocking streams may be at work: in a process of its own, because the limit is the process'.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, RecvError},
    },
    thread,
};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{Request, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use futures::FutureExt;
use http_body_util::BodyExt;
use tower::ServiceExt;
use velithon::{BlockingEmitter, Disconnected, set_max_blocking_streams, stream_json};

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Has the limit to itself.
fn limit(most: usize) -> MutexGuard<'static, ()> {
    let guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    set_max_blocking_streams(most);
    guard
}

type Told = Arc<Mutex<Receiver<&'static str>>>;

struct Failed;

impl From<Disconnected> for Failed {
    fn from(_: Disconnected) -> Self {
        Self
    }
}

impl From<RecvError> for Failed {
    fn from(_: RecvError) -> Self {
        Self
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        StatusCode::IM_A_TEAPOT.into_response()
    }
}

/// Does what it is told.
#[stream_json]
fn told(State(told): State<Told>, rows: &BlockingEmitter<u32>) -> Result<(), Failed> {
    rows.commit()?;
    loop {
        let order = told.lock().unwrap_or_else(PoisonError::into_inner).recv()?;
        match order {
            "emit" => {
                rows.emit(&1)?;
                rows.flush()?;
            }
            "fail" => return Err(Failed),
            "panic" => panic!("as it was told"),
            _ => return Ok(()),
        }
    }
}

#[stream_json]
fn at_once() -> Vec<u32> {
    vec![1]
}

#[stream_json]
async fn document(State(length): State<usize>) -> String {
    "x".repeat(length)
}

async fn call(app: Router) -> Response {
    let request = Request::get("/").body(Body::empty()).expect("a request");
    app.oneshot(request).await.expect("axum never fails")
}

async fn at_once_status() -> StatusCode {
    call(Router::new().route("/", get(at_once))).await.status()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime")
}

#[test]
fn past_the_limit_a_request_is_asked_to_come_again() {
    let _limit = limit(2);
    runtime().block_on(async {
        let (orders, received) = mpsc::channel();
        let app = Router::new()
            .route("/", get(told))
            .with_state(Arc::new(Mutex::new(received)));
        let mut at_work = Vec::new();
        // They have begun, for each has sent its head.
        at_work.push(call(app.clone()).await.into_body());
        at_work.push(call(app.clone()).await.into_body());

        let refused = call(app.clone()).await;
        assert_eq!(refused.status(), 503);
        assert_eq!(refused.headers()["retry-after"], "5");
        assert_eq!(refused.headers()["content-type"], "application/problem+json");
        let problem = refused.into_body().collect().await.unwrap().to_bytes();
        let problem: serde_json::Value = serde_json::from_slice(&problem).unwrap();
        assert_eq!(
            (&problem["status"], &problem["code"]),
            (&503.into(), &"too-many-streams".into())
        );
        assert_eq!(at_once_status().await, 503);

        // However a handler ends, its place is free once its client knows.
        for order in ["return", "fail", "panic"] {
            orders.send(order).unwrap();
            // One of the two takes the order; either body ends then, and the other is still at work.
            let (first, second) = (at_work.remove(0), at_work.remove(0));
            let ends = (Box::pin(first.collect()), Box::pin(second.collect()));
            let rest = match futures::future::select(ends.0, ends.1).await {
                futures::future::Either::Left((_, rest)) | futures::future::Either::Right((_, rest)) => rest,
            };
            assert_eq!(at_once_status().await, 200, "after {order}");
            // The other one: the same, and both places are free.
            orders.send("return").unwrap();
            rest.await.unwrap();
            at_work.push(call(app.clone()).await.into_body());
            at_work.push(call(app.clone()).await.into_body());
            assert_eq!(at_once_status().await, 503);
        }

        // A client that goes away is noticed at the next item, and then there is a place.
        drop(at_work);
        orders.send("emit").unwrap();
        orders.send("emit").unwrap();
        while at_once_status().await == 503 {
            thread::yield_now();
        }
    });
}

#[test]
fn an_error_or_a_panic_in_the_window_gives_the_place_back() {
    #[stream_json]
    fn failing() -> Result<Vec<u32>, Failed> {
        Err(Failed)
    }

    #[stream_json]
    fn panicking() -> Vec<u32> {
        panic!("no numbers")
    }

    let _limit = limit(1);
    runtime().block_on(async {
        assert_eq!(call(Router::new().route("/", get(failing))).await.status(), 418);
        assert_eq!(at_once_status().await, 200);
        let panicked = call(Router::new().route("/", get(panicking)));
        assert!(std::panic::AssertUnwindSafe(panicked).catch_unwind().await.is_err());
        assert_eq!(at_once_status().await, 200);
    });
}

#[test]
fn a_document_longer_than_a_chunk_is_a_blocking_stream_and_a_shorter_one_is_none() {
    let _limit = limit(0);
    runtime().block_on(async {
        for (length, status) in [(100, 200), (100_000, 503)] {
            let app = Router::new().route("/", get(document)).with_state(length);
            assert_eq!(call(app).await.status(), status);
        }
        assert_eq!(at_once_status().await, 503);
    });
}

#[test]
fn a_request_that_goes_away_before_it_has_a_thread_gives_its_place_back() {
    let _limit = limit(1);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(1)
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let (release, released) = mpsc::channel::<()>();
        let busy = tokio::task::spawn_blocking(move || released.recv());
        assert!(call(Router::new().route("/", get(at_once))).now_or_never().is_none());
        let waits = at_once_status();
        let mut waits = std::pin::pin!(waits);
        assert!(
            waits.as_mut().now_or_never().is_none(),
            "it has a place, and waits for the thread"
        );
        release.send(()).expect("the thread is busy");
        busy.await.expect("the thread was released").expect("by the message");
        assert_eq!(waits.await, 200);
    });
}

#[test]
fn where_the_system_has_no_thread_a_request_is_answered_all_the_same() {
    let _limit = limit(1);
    // More than there are addresses.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .thread_stack_size(1 << 60)
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        // Each time the place comes back.
        for _ in 0..2 {
            assert_eq!(at_once_status().await, 500);
            let app = Router::new().route("/", get(document)).with_state(100_000);
            assert_eq!(call(app).await.status(), 500);
        }
    });
}
