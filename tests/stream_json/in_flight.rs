//! What an HTTP server has been handed and has not written: two chunks, and no more until it releases one.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use bytes::Bytes;
use futures::future::pending;
use http::{Request, Response};
use http_body::Body as _;
use http_body_util::BodyExt;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, duplex},
    time::{Instant, timeout},
};
use tracing::Level;
use velithon::{BlockingEmitter, Disconnected, Emitter, JsonBody, JsonStream, RequestHead, stream_json};
use velithon_test_support::{Events, get};

const CHUNK: usize = 32 * 1024;

#[stream_json]
async fn array(rows: &Emitter<u32>) {
    rows.emit_all(0..).await;
}

#[stream_json(format = ndjson)]
async fn lines(rows: &Emitter<u32>) {
    rows.emit_all(0..).await;
}

#[stream_json(format = sse)]
async fn events(rows: &Emitter<u32>) {
    rows.emit_all(0..).await;
}

#[stream_json(format = array)]
fn on_a_thread(rows: &BlockingEmitter<u32>) -> Result<(), Disconnected> {
    rows.emit_all(0..)
}

#[derive(Serialize)]
struct Document {
    numbers: Vec<u32>,
}

#[stream_json]
async fn document() -> Document {
    Document {
        numbers: (0..100_000).collect(),
    }
}

/// Each item is a chunk of its own, because the handler waits after it.
#[stream_json]
async fn little_by_little(rows: &Emitter<u32>) {
    for item in 0.. {
        rows.emit(&item).await;
        tokio::task::yield_now().await;
    }
}

fn body(stream: JsonStream) -> JsonBody {
    Response::from(stream).into_body()
}

/// Polls as an HTTP server does: after each frame it asks whether that was the last.
fn poll(body: &mut JsonBody) -> Poll<Option<Bytes>> {
    let mut cx = Context::from_waker(Waker::noop());
    let frame = Pin::new(&mut *body).poll_frame(&mut cx);
    let _ = body.is_end_stream();
    frame.map(|frame| frame.map(|frame| frame.expect("a chunk").into_data().expect("data")))
}

/// The chunks that a server is handed while it writes none of them.
fn unwritten(body: &mut JsonBody) -> Vec<Bytes> {
    let mut chunks = Vec::new();
    while let Poll::Ready(Some(chunk)) = poll(body) {
        chunks.push(chunk);
        assert!(chunks.len() < 10_000, "a bound");
    }
    chunks
}

#[tokio::test]
async fn a_server_that_writes_nothing_is_handed_two_chunks() {
    for stream in [array(get("/")).await, lines(get("/")).await, events(get("/")).await] {
        let mut body = body(stream);
        let mut chunks = unwritten(&mut body);
        assert_eq!(chunks.len(), 2);
        // One that is written makes room for one.
        for _ in 0..3 {
            drop(chunks.remove(0));
            chunks.extend(unwritten(&mut body));
            assert_eq!(chunks.len(), 2);
        }
    }
}

#[tokio::test]
async fn a_chunk_that_is_released_wakes_the_server() {
    let mut body = body(array(get("/")).await);
    let mut chunks = unwritten(&mut body);
    let (next, ()) = futures::join!(body.frame(), async { drop(chunks.pop()) });
    assert!(next.is_some());
}

#[tokio::test]
async fn a_thread_that_keeps_chunks_ready_has_no_more_in_flight() {
    for stream in [
        on_a_thread(get("/")).await.expect("a response"),
        document(get("/")).await,
    ] {
        let mut body = body(stream);
        let first = body.frame().await.expect("a frame");
        let _ = body.is_end_stream();
        let second = body.frame().await.expect("a frame");
        // A chunk from the thread would be handed out at once, or at one of the next polls.
        for _ in 0..100 {
            let _ = body.is_end_stream();
            assert!(poll(&mut body).is_pending());
            std::thread::yield_now();
        }
        drop((first, second));
        assert!(body.frame().await.is_some());
    }
}

#[tokio::test]
async fn small_chunks_are_bounded_by_what_they_hold() {
    let mut body = body(little_by_little(get("/")).await);
    let mut chunks = Vec::new();
    // The handler wakes its task each time it gives way.
    for _ in 0..10_000 {
        if let Poll::Ready(Some(chunk)) = poll(&mut body) {
            chunks.push(chunk);
        }
    }
    let bound = 2 * CHUNK / 512;
    assert!((16..=bound).contains(&chunks.len()), "{} small chunks", chunks.len());
}

#[tokio::test]
async fn who_collects_a_body_has_all_of_it() {
    #[stream_json]
    async fn long(rows: &Emitter<u32>) {
        rows.emit_all(0..100_000).await;
    }

    #[stream_json(format = array)]
    fn long_on_a_thread(rows: &BlockingEmitter<u32>) -> Result<(), Disconnected> {
        rows.emit_all(0..100_000)
    }

    for stream in [
        long(get("/")).await,
        long_on_a_thread(get("/")).await.expect("a response"),
    ] {
        let text = body(stream).collect().await.expect("a whole body").to_bytes();
        assert!(text.len() > 16 * CHUNK && text.ends_with(b",99999]"));
    }
    let axum = axum::body::Body::new(body(long(get("/")).await));
    let text = axum::body::to_bytes(axum, usize::MAX).await.expect("a whole body");
    assert!(text.ends_with(b",99999]"));
}

#[tokio::test(start_paused = true)]
async fn a_stall_ends_the_wait_for_a_chunk_to_be_written() {
    let mut body = body(array(get("/")).await);
    let chunks = unwritten(&mut body);
    let start = Instant::now();
    let end = body.frame().await.expect("an end");
    assert!(end.is_err());
    // A minute, and a second more for a client that reads again.
    assert_eq!(start.elapsed(), Duration::from_secs(61));
    assert_eq!(chunks.len(), 2, "nothing was written meanwhile");
}

/// A local of a handler that panics when it is dropped.
struct PanicsWhenDropped;

impl Drop for PanicsWhenDropped {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

#[tokio::test(start_paused = true)]
async fn a_stall_ends_the_wait_where_the_handler_panics_as_it_is_dropped() {
    #[stream_json]
    async fn endless(rows: &Emitter<u32>) {
        let _local = PanicsWhenDropped;
        rows.emit_all(0..).await;
    }

    let mut body = body(endless(get("/")).await);
    let _unwritten = unwritten(&mut body);
    let end = timeout(Duration::from_secs(24 * 60 * 60), body.frame()).await;
    assert!(end.expect("the server is woken").expect("an end").is_err());
}

#[tokio::test]
async fn a_failed_stream_has_what_was_emitted_where_the_handler_panics_as_it_is_dropped() {
    #[stream_json(max_item = "1KiB")]
    async fn too_long(rows: &Emitter<str>) {
        let _local = PanicsWhenDropped;
        rows.emit("short").await;
        rows.commit().await;
        rows.emit("also short").await;
        rows.emit(&"long".repeat(1000)).await;
    }

    let (events, _guard) = Events::record();
    let mut body = body(too_long(get("/")).await);
    let mut text = Vec::new();
    let error = loop {
        match body.frame().await.expect("an end") {
            Ok(chunk) => text.extend(chunk.into_data().expect("data")),
            Err(error) => break error,
        }
    };
    assert_eq!(text, b"[\"short\",\"also short\"");
    assert!(format!("{error:?}").contains("TooLong"), "{error:?}");
    let errors = events.take().into_iter().filter(|event| event.level == Level::ERROR);
    let errors: Vec<_> = errors.filter_map(|mut event| event.fields.remove("error")).collect();
    assert!(
        errors.len() == 2 && errors[1].contains("panicked: dropped"),
        "{errors:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_stall_closes_a_connection_of_http_1() {
    let (mut client, server) = duplex(4 * 1024);
    let service = service_fn(|request: Request<Incoming>| async move {
        Ok::<_, Infallible>(Response::from(array(RequestHead::from(&request)).await))
    });
    let connection = http1::Builder::new().serve_connection(TokioIo::new(server), service);
    let connection = tokio::spawn(connection);
    client
        .write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .expect("room");
    let start = Instant::now();
    let ended = connection.await.expect("no panic");
    assert!(ended.is_err(), "a response that is not whole");
    assert_eq!(start.elapsed(), Duration::from_secs(61));
    let mut rest = Vec::new();
    client.read_to_end(&mut rest).await.expect("what was on its way");
    assert!(!rest.ends_with(b"0\r\n\r\n"));
}

#[tokio::test(start_paused = true)]
async fn a_stream_without_a_limit_waits_for_its_client_for_ever() {
    #[stream_json(stall = off)]
    async fn patient(rows: &Emitter<u32>) {
        rows.emit_all(0..).await;
        pending::<()>().await;
    }

    let mut body = body(patient(get("/")).await);
    let _chunks = unwritten(&mut body);
    assert!(timeout(Duration::from_secs(24 * 60 * 60), body.frame()).await.is_err());
}
