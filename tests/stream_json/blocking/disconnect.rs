//! Clients that go away, or stop reading.

use std::{
    iter,
    sync::{Arc, Mutex, mpsc},
    time::Duration,
};

use axum::{Router, routing};
use futures::FutureExt;
use http_body_util::BodyExt;
use serde::Serialize;
use tokio::{
    io::AsyncReadExt,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
};
use velithon::{BlockingEmitter, stream_json};
use velithon_test_support::Client;

use super::{Shared, request, respond_with};
use crate::support::Teapot;

/// Tells when it falls: what a handler owned, such as a connection of a pool.
struct Owned(UnboundedSender<&'static str>);

impl Drop for Owned {
    fn drop(&mut self) {
        let _ = self.0.send("dropped");
    }
}

type Told = UnboundedSender<&'static str>;

#[stream_json]
fn emitted(Shared(told): Shared<Told>, rows: &BlockingEmitter<u32>) -> Result<(), Teapot> {
    let _owned = Owned(told.clone());
    loop {
        rows.emit(&1).inspect_err(|_| {
            let _ = told.send("disconnected");
        })?;
    }
}

#[stream_json]
fn emitted_at_once(Shared(told): Shared<Told>, rows: &BlockingEmitter<u32>) {
    let owned = Owned(told);
    let ended = rows.emit_all(iter::repeat_with(|| u32::from(owned.0.is_closed())));
    assert!(ended.is_err());
    let _ = owned.0.send("disconnected");
}

#[stream_json]
fn iterated(Shared(told): Shared<Told>) -> impl Iterator<Item = u32> {
    let owned = Owned(told);
    iter::repeat_with(move || u32::from(owned.0.is_closed()))
}

/// A sequence that never ends: a document as long as its client reads.
struct Endless(Owned);

impl Serialize for Endless {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(iter::repeat_with(|| u32::from(self.0.0.is_closed())))
    }
}

#[stream_json]
fn document(Shared(told): Shared<Told>) -> Endless {
    Endless(Owned(told))
}

/// Takes what a handler tells, in its order, until all that it owned is gone.
async fn assert_told(mut told: UnboundedReceiver<&'static str>, expected: &[&str]) {
    let mut all = Vec::new();
    while let Some(one) = told.recv().await {
        all.push(one);
    }
    assert_eq!(all, expected);
}

macro_rules! with_each {
    (|$response:ident| $do:expr) => {
        with_each!(|$response| $do, emitted, &["disconnected", "dropped"]);
        with_each!(|$response| $do, emitted_at_once, &["disconnected", "dropped"]);
        with_each!(|$response| $do, iterated, &["dropped"]);
        with_each!(|$response| $do, document, &["dropped"]);
    };
    (|$response:ident| $do:expr, $handler:ident, $expected:expr) => {
        let (told, tells) = unbounded_channel();
        // In all these cases the thread fills what room there is, and waits for more.
        let $response = respond_with($handler, told, request()).await;
        let _kept = $do;
        assert_told(tells, $expected).await;
    };
}

#[tokio::test]
async fn a_handler_whose_client_goes_away_is_told_where_it_waits() {
    with_each!(|response| drop(response));
    with_each!(|response| {
        let mut body = response.into_body();
        body.frame().await.unwrap().unwrap();
        drop(body);
    });
}

#[tokio::test(start_paused = true)]
async fn a_client_that_stops_reading_gives_the_thread_back() {
    // Nobody polls the body that is kept; the busy thread keeps the paused clock from going on by itself.
    with_each!(|response| {
        tokio::time::advance(Duration::from_secs(61)).await;
        response
    });
    with_each!(|response| {
        let mut body = response.into_body();
        body.frame().await.unwrap().unwrap();
        tokio::time::advance(Duration::from_secs(61)).await;
        body
    });
}

#[tokio::test(start_paused = true)]
async fn a_stalled_client_that_reads_again_finds_the_response_aborted() {
    let (told, tells) = unbounded_channel();
    let mut body = respond_with(emitted, told, request()).await.into_body();
    tokio::time::advance(Duration::from_secs(61)).await;
    assert_told(tells, &["disconnected", "dropped"]).await;
    body.frame().await.unwrap().unwrap();
    let error = body.frame().await.unwrap().expect_err("the handler is gone");
    assert!(format!("{error:?}").contains("Stalled"), "{error}");
    assert!(body.frame().await.is_none());
}

#[tokio::test]
async fn a_request_that_goes_away_in_the_window_is_noticed_at_the_next_item() {
    type State = (Told, Arc<Mutex<mpsc::Receiver<()>>>);

    #[stream_json]
    fn handler(Shared((told, gone)): Shared<State>, rows: &BlockingEmitter<u32>) -> Result<(), Teapot> {
        let owned = Owned(told);
        let _ = owned.0.send("begun");
        gone.lock().unwrap().recv().expect("the request goes away");
        let emitted = rows.emit(&1);
        let _ = owned.0.send(if emitted.is_err() {
            "disconnected"
        } else {
            "nothing noticed"
        });
        Ok(emitted?)
    }

    let (told, mut tells) = unbounded_channel();
    let (go_away, gone) = mpsc::channel();
    let response = tokio::spawn(respond_with(handler, (told, Arc::new(Mutex::new(gone))), request()));
    assert_eq!(tells.recv().await, Some("begun"));
    response.abort();
    assert!(response.await.unwrap_err().is_cancelled());
    go_away.send(()).unwrap();
    assert_told(tells, &["disconnected", "dropped"]).await;
}

#[test]
fn a_request_that_went_away_before_its_thread_was_free_is_not_worked_on() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(1)
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let (release, released) = mpsc::channel::<()>();
        let busy = tokio::task::spawn_blocking(move || released.recv());
        let (told, tells) = unbounded_channel();
        assert!(respond_with(emitted, told, request()).now_or_never().is_none());
        release.send(()).expect("the thread is busy");
        busy.await.expect("the thread was released").expect("by the message");
        // The sender goes with the handler that was never called.
        assert_told(tells, &[]).await;
    });
}

#[tokio::test]
async fn over_a_socket_a_client_that_hangs_up_is_noticed() {
    let (told, tells) = unbounded_channel();
    let app = Router::new().route("/", routing::get(emitted)).with_state(told);
    let mut client = Client::of(app).await.send("GET / HTTP/1.1", "").await;
    client.read_u8().await.unwrap();
    drop(client);
    let mut tells = tells;
    assert_eq!(tells.recv().await, Some("disconnected"));
    assert_eq!(tells.recv().await, Some("dropped"));
}
