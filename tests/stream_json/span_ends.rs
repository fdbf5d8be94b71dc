//! Every end of a response is told by its span.

use std::panic::AssertUnwindSafe;

use axum::{
    body::Body,
    http::{Method, Request},
};
use futures::{FutureExt, future::pending};
use http_body_util::BodyExt;
use tracing::Instrument;
use velithon::{Emitter, stream_json};
use velithon_test_support::{Fields, SpanEnds};

use crate::support::{Teapot, Unwritable, call, get, respond};

/// What a span says of its response.
#[track_caller]
pub(crate) fn assert_end(fields: &Fields, outcome: &str, items: u64, bytes: usize, chunks: usize) {
    assert_eq!(fields["outcome"], outcome, "{fields:?}");
    assert_eq!(fields["items"], items.to_string(), "{fields:?}");
    assert_eq!(fields["bytes"], bytes.to_string(), "{fields:?}");
    assert_eq!(fields["chunks"], chunks.to_string(), "{fields:?}");
    assert!(fields["duration"].parse::<f64>().is_ok(), "in seconds: {fields:?}");
}

#[tokio::test]
async fn a_completed_response_tells_its_size_inside_the_window_and_after_it() {
    #[stream_json]
    async fn short(rows: &Emitter<u32>) {
        rows.emit_all(0..3).await;
    }

    #[stream_json]
    async fn long() -> impl Iterator<Item = u32> {
        0..20_000
    }

    #[stream_json]
    async fn document() -> &'static str {
        "one"
    }

    let (ends, _guard) = SpanEnds::record();
    let answer = get(short).instrument(tracing::info_span!("request")).await;
    let end = ends.only();
    assert_end(&end, "completed", 3, answer.text().len(), 1);
    assert_eq!(end["parent"], "request");
    let answer = get(long).instrument(tracing::info_span!("request")).await;
    let end = ends.only();
    assert_end(&end, "completed", 20_000, answer.text().len(), answer.chunks.len());
    assert_eq!(end["parent"], "request");
    get(document).await;
    assert_end(&ends.only(), "completed", 0, 5, 1);
}

#[tokio::test]
async fn an_error_is_told_inside_the_window_and_after_it() {
    #[stream_json]
    async fn early(rows: &Emitter<u32>) -> Result<(), Teapot> {
        rows.emit(&1).await;
        Err(Teapot)
    }

    #[stream_json]
    async fn late(rows: &Emitter<u32>) -> Result<(), Teapot> {
        rows.emit(&1).await;
        rows.commit().await;
        Err(Teapot)
    }

    #[stream_json]
    async fn unwritable(rows: &Emitter<Unwritable>) {
        rows.emit(&Unwritable).await;
    }

    #[stream_json]
    async fn late_panic(rows: &Emitter<u32>) {
        rows.commit().await;
        panic!("the cat walked over the keyboard");
    }

    let (ends, _guard) = SpanEnds::record();
    get(early).await;
    assert_end(&ends.only(), "failed", 1, 0, 0);
    get(late).await;
    assert_end(&ends.only(), "failed", 1, 2, 1);
    get(unwritable).await;
    assert_end(&ends.only(), "failed", 0, 0, 0);
    get(late_panic).await;
    assert_end(&ends.only(), "failed", 0, 0, 0);
}

#[tokio::test]
async fn a_panic_inside_the_window_is_told_on_its_way_to_the_framework() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        rows.emit(&1).await;
        panic!("the cat walked over the keyboard");
    }

    let (ends, _guard) = SpanEnds::record();
    assert!(AssertUnwindSafe(get(handler)).catch_unwind().await.is_err());
    assert_end(&ends.only(), "failed", 1, 0, 0);
}

#[tokio::test]
async fn a_client_that_goes_away_is_told_inside_the_window_and_after_it() {
    #[stream_json]
    async fn waits(_rows: &Emitter<u32>) {
        pending::<()>().await;
    }

    #[stream_json]
    async fn endless(rows: &Emitter<u32>) {
        rows.emit(&1).await;
        pending::<()>().await;
    }

    let request = || Request::get("/").body(Body::empty()).unwrap();
    let (ends, _guard) = SpanEnds::record();
    assert!(respond(waits, request()).now_or_never().is_none());
    assert_end(&ends.only(), "disconnected", 0, 0, 0);
    drop(respond(endless, request()).await);
    assert_end(&ends.only(), "disconnected", 1, 2, 1);
    let mut body = respond(endless, request()).await.into_body();
    body.frame().await.unwrap().unwrap();
    drop(body);
    assert_end(&ends.only(), "disconnected", 1, 2, 1);
}

#[tokio::test]
async fn the_answer_to_head_is_complete() {
    #[stream_json]
    async fn endless(rows: &Emitter<u32>) {
        rows.emit(&1).await;
        pending::<()>().await;
    }

    let (ends, _guard) = SpanEnds::record();
    let request = Request::builder().method(Method::HEAD).body(Body::empty()).unwrap();
    call(endless, request).await;
    assert_end(&ends.only(), "completed", 1, 0, 0);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_stops_reading_is_told() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        rows.emit_all(0..).await;
    }

    let (ends, _guard) = SpanEnds::record();
    let request = Request::get("/").body(Body::empty()).unwrap();
    let mut body = respond(handler, request).await.into_body();
    let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(61)).await;
    let end = ends.only();
    assert_end(&end, "stalled", end["items"].parse().unwrap(), first.len(), 1);
}
