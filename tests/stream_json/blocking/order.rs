//! Who waits for whom.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    time::Duration,
};

use http_body::Body as _;
use http_body_util::BodyExt;
use tokio::time::advance;
use velithon::{BlockingEmitter, Disconnected, stream_json};

use super::{Shared, request, request_as, respond_with};
use crate::support::get;

type Confirmed = Arc<Mutex<mpsc::Receiver<u32>>>;

#[stream_json(formats = [array, ndjson, sse])]
fn confirming(Shared(confirmed): Shared<Confirmed>, rows: &BlockingEmitter<u32>) -> Result<(), Disconnected> {
    let confirmed = confirmed.lock().unwrap();
    for item in 0..5 {
        rows.emit(&item)?;
        rows.flush()?;
        assert_eq!(confirmed.recv(), Ok(item), "the client confirms every item");
    }
    Ok(())
}

#[tokio::test]
async fn a_flushed_item_is_sent_before_the_handler_makes_the_next() {
    for accept in ["*/*", "application/x-ndjson", "text/event-stream"] {
        let (confirm, confirmed) = mpsc::channel();
        let confirmed = Arc::new(Mutex::new(confirmed));
        let mut body = respond_with(confirming, confirmed, request_as(accept))
            .await
            .into_body();
        for item in 0..5 {
            let frame = body.frame().await.unwrap().unwrap().into_data().unwrap();
            let text = std::str::from_utf8(&frame).unwrap();
            assert!(text.contains(&item.to_string()), "{text}");
            confirm.send(item).unwrap();
        }
        body.collect().await.unwrap();
    }
}

#[tokio::test]
async fn a_commit_starts_the_response_before_there_is_an_item() {
    #[stream_json]
    fn handler(Shared(confirmed): Shared<Confirmed>, rows: &BlockingEmitter<u32>) -> Result<(), Disconnected> {
        rows.commit()?;
        confirmed.lock().unwrap().recv().expect("the client has a response");
        rows.emit(&1)
    }

    let (confirm, confirmed) = mpsc::channel();
    let response = respond_with(handler, Arc::new(Mutex::new(confirmed)), request()).await;
    assert_eq!(response.status(), 200);
    confirm.send(0).unwrap();
    assert_eq!(response.into_body().collect().await.unwrap().to_bytes(), "[1]");
}

#[tokio::test]
async fn an_early_commit_is_followed_by_as_many_chunks_as_there_are() {
    #[stream_json(items = "rows")]
    fn handler(rows: &BlockingEmitter<u32>) -> Result<(), Disconnected> {
        rows.commit()?;
        rows.commit()?;
        rows.flush()?;
        rows.head("a", &1)?;
        rows.commit()?;
        for item in 0..3 {
            rows.emit(&item)?;
            rows.flush()?;
        }
        rows.tail("b", &2)?;
        rows.flush()
    }

    let answer = get(handler).await;
    assert_eq!((answer.status(), answer.failure.as_deref()), (200, None));
    assert_eq!(answer.text(), r#"{"a":1,"rows":[0,1,2],"b":2}"#);
    assert_eq!(answer.chunks.len(), 6);
}

#[tokio::test]
async fn the_thread_is_never_more_than_two_chunks_ahead_of_the_client() {
    #[stream_json]
    fn handler(Shared(begun): Shared<Arc<AtomicU32>>, rows: &BlockingEmitter<u32>) -> Result<(), Disconnected> {
        for item in 0..1000 {
            begun.fetch_add(1, Ordering::SeqCst);
            rows.emit(&item)?;
            rows.flush()?;
        }
        Ok(())
    }

    let begun = Arc::new(AtomicU32::new(0));
    let mut body = respond_with(handler, begun.clone(), request()).await.into_body();
    // What the client has, what waits for it, and what is being written.
    for taken in 0..1000 {
        let ahead = begun.load(Ordering::SeqCst).saturating_sub(taken);
        assert!(ahead <= 2, "{ahead} chunks are alive");
        body.frame().await.unwrap().unwrap();
    }
    assert_eq!(body.frame().await.unwrap().unwrap().into_data().unwrap(), "]");
}

/// How many items of [`counted`] fill the first chunk, and how many each part after it, which is two thirds of one.
const FIRST: u32 = 33;
const PART: u32 = 22;

/// Items of 1001 bytes, each counted before it is written. Once the first two parts are handed over, it waits for a word to go on.
#[stream_json(format = array)]
fn counted(
    Shared((begun, go_on, ended)): Shared<(Arc<AtomicU32>, Confirmed, mpsc::Sender<()>)>,
    rows: &BlockingEmitter<String>,
) {
    let item = "x".repeat(998);
    loop {
        if begun.load(Ordering::SeqCst) == FIRST + PART {
            go_on.lock().unwrap().recv().expect("the test says when");
        }
        begun.fetch_add(1, Ordering::SeqCst);
        if rows.emit(&item).is_err() {
            break;
        }
    }
    ended.send(()).expect("the test waits");
}

#[tokio::test]
async fn a_thread_and_a_server_that_writes_nothing_hold_three_chunks() {
    let begun = Arc::new(AtomicU32::new(0));
    let (go, go_on) = mpsc::channel();
    let (ended, end) = mpsc::channel();
    let shared = (begun.clone(), Arc::new(Mutex::new(go_on)), ended);
    let mut body = respond_with(counted, shared, request()).await.into_body();
    let mut chunks = Vec::new();
    for _ in 0..2 {
        chunks.push(body.frame().await.expect("a frame"));
        let _ = body.is_end_stream();
    }
    // The two are in flight. Two parts more are at the thread, which then waits for room.
    go.send(0).expect("the handler waits");
    let items = FIRST + 3 * PART;
    while begun.load(Ordering::SeqCst) < items {
        std::thread::yield_now();
    }
    drop(body);
    end.recv().expect("the end of the handler");
    assert_eq!(begun.load(Ordering::SeqCst), items);
}

#[stream_json(formats = [array, sse], heartbeat = "15s")]
fn silent(
    Shared((started, go_on)): Shared<(tokio::sync::mpsc::UnboundedSender<()>, Confirmed)>,
    rows: &BlockingEmitter<u32>,
) -> Result<(), Disconnected> {
    started.send(()).expect("the test waits");
    go_on.lock().unwrap().recv().expect("the test goes on");
    rows.emit(&1)?;
    rows.flush()?;
    started.send(()).expect("the test waits");
    go_on.lock().unwrap().recv().expect("the test goes on");
    rows.emit(&2)
}

#[tokio::test(start_paused = true)]
async fn while_the_thread_is_silent_the_client_has_signs_of_life() {
    for (accept, beat, texts) in [
        ("*/*", " ", ["[1", ",2]"]),
        (
            "text/event-stream",
            ":\n\n",
            [
                "data: 1\n\n",
                "data: 2\n\nevent: end\ndata: {\"$end\":{\"count\":2}}\n\n",
            ],
        ),
    ] {
        let (started, mut is_started) = tokio::sync::mpsc::unbounded_channel();
        let (go_on, waits) = mpsc::channel();
        let shared = (started, Arc::new(Mutex::new(waits)));
        let response = tokio::spawn(respond_with(silent, shared, request_as(accept)));
        is_started.recv().await.unwrap();
        // A busy thread keeps the paused clock from going on by itself.
        advance(Duration::from_secs(15)).await;
        // The first one starts the response.
        let mut body = response.await.unwrap().into_body();
        let mut next = async || body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!(next().await, beat);
        go_on.send(0).unwrap();
        assert_eq!(next().await, texts[0]);
        is_started.recv().await.unwrap();
        let beat_again = async {
            // After the body is polled, and with it the timer.
            tokio::task::yield_now().await;
            advance(Duration::from_secs(15)).await;
        };
        let (frame, ()) = futures::join!(next(), beat_again);
        assert_eq!(frame, beat);
        go_on.send(0).unwrap();
        assert_eq!(next().await, texts[1]);
    }
}
