//! The time between a failure and the abort that tells of it, under a paused clock.

use std::{
    pin::Pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    http::{Request, Version},
};
use http_body::Body as _;
use http_body_util::BodyExt;
use tokio::time::{Instant, sleep};
use velithon::{Emitter, stream_json};

use crate::support::{Teapot, respond};

#[stream_json(chunk = 1024)]
async fn broken(rows: &Emitter<u32>) -> Result<(), Teapot> {
    rows.emit_all(0..1000).await;
    Err(Teapot)
}

async fn body() -> Body {
    let request = Request::get("/").body(Body::empty()).unwrap();
    respond(broken, request).await.into_body()
}

/// All the chunks of a response that fails, still unwritten as far as it knows.
fn unwritten(body: &mut Body) -> Vec<Bytes> {
    let mut chunks = Vec::new();
    let mut cx = Context::from_waker(Waker::noop());
    while let Poll::Ready(Some(Ok(frame))) = Pin::new(&mut *body).poll_frame(&mut cx) {
        chunks.push(frame.into_data().unwrap());
    }
    assert!(chunks.len() > 2);
    chunks
}

#[tokio::test(start_paused = true)]
async fn the_abort_waits_until_every_chunk_is_written() {
    let mut body = body().await;
    let mut chunks = unwritten(&mut body);
    let start = Instant::now();
    let write = async move {
        while !chunks.is_empty() {
            sleep(Duration::from_secs(4)).await;
            chunks.remove(0);
        }
        start.elapsed()
    };
    let abort = async {
        assert!(body.frame().await.unwrap().is_err());
        start.elapsed()
    };
    let (written, aborted) = futures::join!(write, abort);
    assert!(written >= Duration::from_secs(12));
    assert_eq!(written, aborted);
}

#[tokio::test(start_paused = true)]
async fn a_chunk_that_is_written_in_parts_is_written_when_its_last_part_is() {
    let mut body = body().await;
    let mut chunks = unwritten(&mut body);
    let last = chunks.pop().unwrap();
    let (_, rest) = (last.slice(..1), last.slice(1..));
    drop((chunks, last));
    let start = Instant::now();
    let write = async move {
        sleep(Duration::from_secs(1)).await;
        drop(rest);
    };
    let (failed, ()) = futures::join!(body.frame(), write);
    assert!(failed.unwrap().is_err());
    assert_eq!(start.elapsed(), Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn who_keeps_the_chunks_is_told_five_seconds_after_the_last_was_written() {
    let mut body = body().await;
    let mut chunks = unwritten(&mut body);
    let start = Instant::now();
    let write = async {
        sleep(Duration::from_secs(3)).await;
        chunks.pop();
    };
    let (failed, ()) = futures::join!(body.frame(), write);
    assert!(failed.unwrap().is_err());
    assert_eq!(start.elapsed(), Duration::from_secs(8));
    assert!(!chunks.is_empty());
}

/// The time from the moment that the last chunk is written to the abort, for a request of a version.
async fn pause_before_the_abort(version: Version, writes: bool) -> Duration {
    let request = Request::get("/").version(version).body(Body::empty()).unwrap();
    let mut body = respond(broken, request).await.into_body();
    let chunks = unwritten(&mut body);
    let start = Instant::now();
    let write = async {
        if writes {
            drop(chunks);
        } else {
            sleep(Duration::from_secs(60)).await;
            drop(chunks);
        }
    };
    let abort = async {
        assert!(body.frame().await.unwrap().is_err());
        start.elapsed()
    };
    let (aborted, ()) = futures::join!(abort, write);
    aborted
}

#[tokio::test(start_paused = true)]
async fn a_reset_leaves_a_client_that_reads_a_moment_for_the_last_chunk() {
    let moment = Duration::from_millis(100);
    assert_eq!(pause_before_the_abort(Version::HTTP_2, true).await, moment);
    assert_eq!(pause_before_the_abort(Version::HTTP_3, true).await, moment);
    assert_eq!(pause_before_the_abort(Version::HTTP_11, true).await, Duration::ZERO);
    assert_eq!(pause_before_the_abort(Version::HTTP_10, true).await, Duration::ZERO);
    // There is nothing that the reset could overtake.
    assert_eq!(
        pause_before_the_abort(Version::HTTP_2, false).await,
        Duration::from_secs(5)
    );
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_collected_fails_all_the_same() {
    assert!(body().await.collect().await.is_err());
}

#[test]
fn without_a_timer_there_is_one_flush_and_no_waiting() {
    let mut body = futures::executor::block_on(body());
    let chunks = unwritten(&mut body);
    let failed = futures::executor::block_on(body.frame());
    assert!(failed.unwrap().is_err());
    drop(chunks);
}
