//! One event of the log at the end of each response, so that a log without spans has it, too.

use std::time::Duration;

use axum::{body::Body, http::Request};
use futures::{FutureExt, future::pending};
use http_body_util::BodyExt;
use tracing::Level;
use velithon::{Emitter, stream_json};
use velithon_test_support::Events;

use crate::support::{Teapot, get, respond};

/// The level, the outcome and the items of the one event since the last time.
#[track_caller]
fn only(events: &Events) -> (Level, String, String) {
    let mut events = events.take();
    assert_eq!(events.len(), 1, "{events:?}");
    let mut event = events.remove(0);
    assert_eq!(event.target, "velithon");
    let mut field = |name: &str| event.fields.remove(name).unwrap_or_default();
    assert!(field("bytes").parse::<u64>().is_ok(), "bytes");
    assert!(field("duration").parse::<f64>().is_ok(), "in seconds");
    (event.level, field("outcome"), field("items"))
}

fn ended(level: Level, outcome: &str, items: u32) -> (Level, String, String) {
    (level, outcome.to_owned(), items.to_string())
}

#[tokio::test(start_paused = true)]
async fn each_end_has_one_event_of_its_level() {
    #[stream_json]
    async fn short(rows: &Emitter<u32>) {
        rows.emit_all(0..3).await;
    }

    #[stream_json]
    async fn long(rows: &Emitter<u32>) {
        rows.emit_all(0..20_000).await;
    }

    #[stream_json]
    async fn broken(rows: &Emitter<u32>) -> Result<(), Teapot> {
        rows.emit(&1).await;
        rows.commit().await;
        Err(Teapot)
    }

    #[stream_json]
    async fn waits(rows: &Emitter<u32>) {
        rows.emit(&1).await;
        pending::<()>().await;
    }

    #[stream_json]
    async fn endless(rows: &Emitter<u32>) {
        rows.emit_all(0..).await;
    }

    let request = || Request::get("/").body(Body::empty()).expect("a request");
    let (events, _guard) = Events::record();
    get(short).await;
    assert_eq!(only(&events), ended(Level::DEBUG, "completed", 3));
    get(long).await;
    assert_eq!(only(&events), ended(Level::DEBUG, "completed", 20_000));
    get(broken).await;
    assert_eq!(only(&events), ended(Level::ERROR, "failed", 1));
    drop(respond(waits, request()).await);
    assert_eq!(only(&events), ended(Level::WARN, "disconnected", 1));

    let mut stalled = respond(endless, request()).await.into_body();
    stalled.frame().await.expect("a frame").expect("a chunk");
    tokio::time::sleep(Duration::from_secs(61)).await;
    let (level, outcome, _) = only(&events);
    assert_eq!((level, &*outcome), (Level::WARN, "stalled"));
    drop(stalled);
    assert!(events.take().is_empty(), "it has ended already");
}

#[tokio::test]
async fn an_error_that_is_the_response_is_the_applications_to_log() {
    #[stream_json]
    async fn refused(rows: &Emitter<u32>) -> Result<(), Teapot> {
        rows.emit(&1).await;
        Err(Teapot)
    }

    let (events, _guard) = Events::record();
    get(refused).await;
    assert!(events.take().iter().all(|event| event.level == Level::DEBUG));
}

#[tokio::test]
async fn a_client_that_leaves_before_the_response_starts_has_one_too() {
    #[stream_json]
    async fn waits(_rows: &Emitter<u32>) {
        pending::<()>().await;
    }

    let request = Request::get("/").body(Body::empty()).expect("a request");
    let (events, _guard) = Events::record();
    assert!(respond(waits, request).now_or_never().is_none());
    assert_eq!(only(&events), ended(Level::WARN, "disconnected", 0));
}
