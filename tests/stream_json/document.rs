//! One value as the whole response.

use std::{
    sync::{Mutex, mpsc},
    thread::{self, ThreadId},
};

use axum::{body::Body, http::Request};
use http_body_util::BodyExt;
use serde::{Serialize, Serializer};
use velithon::stream_json;
use velithon_test_support::Answer;

use crate::support::{FailsAtTheEnd, Unwritable, get, respond};

#[derive(Serialize, Clone)]
struct Analytics {
    metrics: Vec<f64>,
    label: String,
}

fn analytics() -> Analytics {
    Analytics {
        metrics: (0..50_000).map(|n| f64::from(n) / 7.0).collect(),
        // Longer than a chunk by itself.
        label: "ü\n".repeat(40_000),
    }
}

#[tokio::test]
async fn a_large_document_comes_in_chunks_of_the_same_text() {
    #[stream_json]
    async fn handler() -> Analytics {
        analytics()
    }

    let answer = respond(handler, Request::get("/").body(Body::empty()).unwrap()).await;
    assert_eq!(answer.headers().get("content-length"), None);
    let mut body = answer.into_body();
    let mut text = Vec::new();
    while let Some(frame) = body.frame().await {
        let chunk = frame.unwrap().into_data().unwrap();
        assert!(chunk.len() <= 32 * 1024, "a chunk of {} bytes", chunk.len());
        text.extend_from_slice(&chunk);
    }
    assert_eq!(text, serde_json::to_vec(&analytics()).unwrap());
}

/// Says on which thread it is serialised.
struct Where(Mutex<mpsc::Sender<ThreadId>>, usize);

impl Serialize for Where {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.lock().unwrap().send(thread::current().id()).unwrap();
        serializer.collect_str(&"x".repeat(self.1))
    }
}

#[tokio::test]
async fn only_a_large_document_leaves_the_executors_thread() {
    use axum::extract::State;

    type Size = (std::sync::Arc<Mutex<mpsc::Sender<ThreadId>>>, usize);

    #[stream_json]
    async fn handler(State((sender, size)): State<Size>) -> Where {
        Where(Mutex::new(sender.lock().unwrap().clone()), size)
    }

    for (size, threads) in [(100, 1), (100_000, 2)] {
        let (sender, receiver) = mpsc::channel();
        let state = (std::sync::Arc::new(Mutex::new(sender)), size);
        let app = axum::Router::new().fallback(handler).with_state(state);
        let request = Request::get("/").body(Body::empty()).unwrap();
        let body = tower::ServiceExt::oneshot(app, request).await.unwrap().into_body();
        assert_eq!(body.collect().await.unwrap().to_bytes().len(), size + 2);
        let mut seen: Vec<_> = receiver.iter().collect();
        assert_eq!(seen.remove(0), thread::current().id());
        assert_eq!(seen.len(), threads - 1);
        assert!(!seen.contains(&thread::current().id()));
    }
}

#[tokio::test]
async fn a_document_that_blocks_is_serialised_once_and_elsewhere() {
    use axum::extract::State;

    type Size = (std::sync::Arc<Mutex<mpsc::Sender<ThreadId>>>, usize);

    #[stream_json(document = blocking)]
    async fn handler(State((sender, size)): State<Size>) -> Where {
        Where(Mutex::new(sender.lock().unwrap().clone()), size)
    }

    for size in [100, 100_000] {
        let (sender, receiver) = mpsc::channel();
        let state = (std::sync::Arc::new(Mutex::new(sender)), size);
        let app = axum::Router::new().fallback(handler).with_state(state);
        let request = Request::get("/").body(Body::empty()).unwrap();
        let response = tower::ServiceExt::oneshot(app, request).await.unwrap();
        let length = response.headers().get("content-length").cloned();
        assert_eq!(length.is_some(), size == 100, "what fits a chunk has its length");
        let body = response.into_body();
        assert_eq!(body.collect().await.unwrap().to_bytes().len(), size + 2);
        let seen: Vec<_> = receiver.iter().collect();
        assert_eq!(seen.len(), 1);
        assert!(!seen.contains(&thread::current().id()));
    }
}

#[tokio::test]
async fn a_document_that_blocks_and_fails_early_is_an_error_response() {
    #[stream_json(document = blocking)]
    async fn fails() -> Unwritable {
        Unwritable
    }

    #[stream_json(document = blocking)]
    async fn refused() -> Result<&'static str, crate::support::Teapot> {
        Err(crate::support::Teapot)
    }

    let answers = [get(fails).await, get(refused).await];
    assert_eq!(answers.map(|answer| answer.status()), [500, 418]);
}

/// Makes nothing of being refused.
struct Careless;

impl Serialize for Careless {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq;
        let mut list = serializer.serialize_seq(None)?;
        let _ = list.serialize_element(&"x".repeat(40_000));
        list.serialize_element(&1)?;
        list.end()
    }
}

#[tokio::test]
async fn a_document_that_does_not_mind_being_stopped_is_whole_all_the_same() {
    #[stream_json]
    async fn handler() -> Careless {
        Careless
    }

    let numbers: (String, u8) = serde_json::from_str(&get(handler).await.text()).unwrap();
    assert_eq!((numbers.0.len(), numbers.1), (40_000, 1));
}

#[tokio::test]
async fn a_document_that_fails_late_is_never_complete() {
    #[stream_json]
    async fn handler() -> (Analytics, Unwritable) {
        (analytics(), Unwritable)
    }

    let answer = get(handler).await;
    assert_eq!(answer.status(), 200);
    assert!(answer.failure.as_ref().unwrap().contains("could not be written"));
    assert!(serde_json::from_str::<serde_json::Value>(&answer.text()).is_err());
}

struct Panics;

impl Serialize for Panics {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        panic!("no text for this");
    }
}

#[tokio::test]
async fn a_document_that_panics_late_is_never_complete() {
    #[stream_json]
    async fn handler() -> (Analytics, Panics) {
        (analytics(), Panics)
    }

    assert!(get(handler).await.failure.unwrap().contains("panicked"));
}

#[test]
fn a_large_document_needs_no_tokio_runtime() {
    #[stream_json]
    async fn handler() -> Analytics {
        analytics()
    }

    let text = futures::executor::block_on(async {
        let head = velithon::RequestHead::from(&Request::get("/").body(()).unwrap());
        let response = http::Response::from(handler(head).await);
        response.into_body().collect().await.unwrap().to_bytes()
    });
    assert_eq!(text, serde_json::to_vec(&analytics()).unwrap());
}

#[tokio::test]
async fn a_document_that_fails_after_its_last_byte_is_not_complete_either() {
    use axum::extract::State;

    #[stream_json]
    async fn handler(State((length, panics)): State<(usize, bool)>) -> FailsAtTheEnd {
        FailsAtTheEnd(length, panics)
    }

    // The second text fills its chunks to the last byte.
    for length in [100_000, 4 * 32 * 1024 - 2] {
        for panics in [false, true] {
            let app = axum::Router::new().fallback(handler).with_state((length, panics));
            let request = Request::get("/").body(Body::empty()).unwrap();
            let response = tower::ServiceExt::oneshot(app, request).await.unwrap();
            let answer = Answer::read(response).await;
            assert!(answer.failure.is_some());
            assert!(serde_json::from_str::<String>(&answer.text()).is_err());
        }
    }
}

/// Its JSON is longer than a chunk, and fully written before the drop panics.
#[derive(Serialize)]
struct PanicsWhenDropped(String);

impl Drop for PanicsWhenDropped {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

#[tokio::test]
async fn a_document_that_panics_as_it_is_dropped_is_not_complete_either() {
    #[stream_json]
    async fn handler() -> PanicsWhenDropped {
        PanicsWhenDropped("x".repeat(100_000))
    }

    #[stream_json]
    fn on_a_thread() -> PanicsWhenDropped {
        PanicsWhenDropped("x".repeat(100_000))
    }

    for answer in [get(handler).await, get(on_a_thread).await] {
        let failure = answer.failure.as_ref().expect("it fails");
        assert!(failure.contains("panicked: dropped"), "{failure}");
        assert!(serde_json::from_str::<String>(&answer.text()).is_err());
    }
}

#[tokio::test(start_paused = true)]
async fn a_document_is_one_whatever_is_asked_for_and_however_long_it_takes() {
    #[stream_json(formats = [array, ndjson, sse])]
    async fn slow(fails: axum::extract::State<bool>) -> Result<&'static str, crate::support::Teapot> {
        tokio::time::sleep(std::time::Duration::from_secs(60)).await;
        if fails.0 {
            Err(crate::support::Teapot)
        } else {
            Ok("a document")
        }
    }

    for (fails, status, text) in [(false, 200, "\"a document\""), (true, 418, "short and stout")] {
        let app = axum::Router::new().fallback(slow).with_state(fails);
        let request = Request::get("/").header("accept", "text/event-stream");
        let request = request.body(Body::empty()).unwrap();
        let answer = Answer::read(tower::ServiceExt::oneshot(app, request).await.unwrap()).await;
        assert_eq!((answer.status(), answer.text().as_str()), (status, text));
        assert!(!answer.header("content-type").unwrap().contains("event-stream"));
    }
}

#[test]
fn a_runtime_without_timers_is_no_reason_to_panic() {
    #[stream_json(format = sse)]
    async fn events() -> [u32; 1] {
        [1]
    }

    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let answer = runtime.block_on(get(events));
    assert!(answer.text().starts_with("data: 1"), "{}", answer.text());
}
