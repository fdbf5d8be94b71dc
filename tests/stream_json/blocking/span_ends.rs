//! Every end is told by the response's span, and the request's own span is current on the thread.

use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, mpsc},
    thread,
    time::Duration,
};

use axum::http::{Method, Request};
use futures::FutureExt;
use http_body_util::BodyExt;
use tracing::{Instrument, Level, Subscriber, span};
use tracing_subscriber::{Layer, layer::Context, registry::LookupSpan};
use velithon::{BlockingEmitter, Disconnected, stream_json};
use velithon_test_support::{Answer, Events, SpanEnds, listen};

use super::{Shared, request, respond_with};
use crate::{
    span_ends::assert_end,
    support::{Teapot, Unwritable, get},
};

#[stream_json]
fn completed(Shared(items): Shared<u32>) -> impl Iterator<Item = u32> {
    0..items
}

#[stream_json]
fn failed(Shared(items): Shared<u32>, rows: &BlockingEmitter<u32>) -> Result<(), Teapot> {
    rows.emit_all(0..items)?;
    Err(Teapot)
}

#[stream_json]
fn panicked(Shared(items): Shared<u32>, rows: &BlockingEmitter<u32>) {
    let _ = rows.emit_all(0..items);
    panic!("the cat walked over the keyboard");
}

#[stream_json]
fn endless(rows: &BlockingEmitter<u32>) -> Result<(), Teapot> {
    Ok(rows.emit_all(0..)?)
}

#[tokio::test]
async fn results_and_failures_are_told_inside_the_window_and_after_it() {
    #[stream_json]
    fn document() -> &'static str {
        "one"
    }

    #[stream_json]
    fn unwritable(rows: &BlockingEmitter<Unwritable>) -> Result<(), Disconnected> {
        rows.emit(&Unwritable)
    }

    let (ends, _guard) = SpanEnds::record();
    for items in [3, 20_000] {
        let response = respond_with(completed, items, request()).instrument(tracing::info_span!("request"));
        let answer = Answer::read(response.await).await;
        let end = ends.only();
        assert_end(
            &end,
            "completed",
            items.into(),
            answer.text().len(),
            answer.chunks.len(),
        );
        assert_eq!(end["parent"], "request");
    }
    get(document).await;
    assert_end(&ends.only(), "completed", 0, 5, 1);

    Answer::read(respond_with(failed, 3, request()).await).await;
    assert_end(&ends.only(), "failed", 3, 0, 0);
    let answer = Answer::read(respond_with(failed, 20_000, request()).await).await;
    assert_end(&ends.only(), "failed", 20_000, answer.text().len(), answer.chunks.len());
    get(unwritable).await;
    assert_end(&ends.only(), "failed", 0, 0, 0);
    assert!(
        AssertUnwindSafe(respond_with(panicked, 3, request()))
            .catch_unwind()
            .await
            .is_err()
    );
    assert_end(&ends.only(), "failed", 3, 0, 0);
    let answer = Answer::read(respond_with(panicked, 20_000, request()).await).await;
    assert_end(&ends.only(), "failed", 20_000, answer.text().len(), answer.chunks.len());
}

#[tokio::test]
async fn the_answer_to_head_is_complete() {
    let (ends, _guard) = SpanEnds::record();
    let request = Request::builder().method(Method::HEAD).body(axum::body::Body::empty());
    Answer::read(respond_with(endless, (), request.unwrap()).await).await;
    let end = ends.only();
    assert_eq!((end["outcome"].as_str(), end["bytes"].as_str()), ("completed", "0"));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_goes_away_or_stops_reading_is_told() {
    let (ends, _guard) = SpanEnds::record();
    drop(respond_with(endless, (), request()).await);
    assert_eq!(ends.only()["outcome"], "disconnected");
    let mut body = respond_with(endless, (), request()).await.into_body();
    let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
    drop(body);
    let end = ends.only();
    assert_end(&end, "disconnected", end["items"].parse().unwrap(), first.len(), 1);
    let _unread = respond_with(endless, (), request()).await;
    tokio::time::advance(Duration::from_secs(61)).await;
    tokio::task::yield_now().await;
    assert_eq!(ends.only()["outcome"], "stalled");
}

/// Notes the threads on which the request's span is entered.
#[derive(Clone, Default)]
struct Entered(Arc<Mutex<Vec<thread::ThreadId>>>);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Entered {
    fn on_enter(&self, id: &span::Id, context: Context<'_, S>) {
        if context.span(id).unwrap().name() == "request" {
            self.0.lock().unwrap().push(thread::current().id());
        }
    }
}

#[tokio::test]
async fn the_requests_span_is_current_on_the_thread() {
    #[stream_json]
    fn handler(Shared(here): Shared<mpsc::Sender<thread::ThreadId>>) -> [u32; 0] {
        here.send(thread::current().id()).unwrap();
        []
    }

    let entered = Entered::default();
    let _guard = listen(entered.clone());
    let (sender, there) = mpsc::channel();
    respond_with(handler, sender, request())
        .instrument(tracing::info_span!("request"))
        .await;
    assert!(entered.0.lock().unwrap().contains(&there.recv().unwrap()));
}

#[tokio::test]
async fn an_error_because_the_client_had_gone_is_not_logged() {
    let (events, _guard) = Events::record();
    let errors = || events.take().iter().filter(|event| event.level == Level::ERROR).count();
    let (sender, mut ended) = tokio::sync::mpsc::unbounded_channel::<()>();

    #[stream_json]
    fn handler(
        Shared(_until_it_has_ended): Shared<tokio::sync::mpsc::UnboundedSender<()>>,
        rows: &BlockingEmitter<u32>,
    ) -> Result<(), Teapot> {
        Ok(rows.emit_all(0..)?)
    }

    drop(respond_with(handler, sender, request()).await);
    assert_eq!(ended.recv().await, None);
    assert_eq!(errors(), 0);
    Answer::read(respond_with(failed, 20_000, request()).await).await;
    assert_eq!(errors(), 1, "as it would have been");
}
