//! Signs of life of responses whose handlers have nothing to say, and when a feed starts.

use std::time::Duration;

use futures::future::pending;
use http_body_util::BodyExt;
use tokio::time::{Instant, sleep, timeout};
use velithon::{BlockingEmitter, Emitter, stream_json};

use crate::support::{Teapot, request, respond};

/// The chunks of a handler that says something after 40 seconds and ends after 80, with the seconds that each came at.
async fn chunks(response: axum::response::Response) -> Vec<(u64, String)> {
    let start = tokio::time::Instant::now();
    let mut body = response.into_body();
    let mut chunks = Vec::new();
    while let Some(frame) = body.frame().await {
        let text = String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap();
        chunks.push((start.elapsed().as_secs(), text));
    }
    chunks
}

async fn say_little(rows: &Emitter<u32>) {
    sleep(Duration::from_secs(40)).await;
    rows.emit(&1).await;
    sleep(Duration::from_secs(40)).await;
}

#[tokio::test(start_paused = true)]
async fn a_quiet_feed_shows_that_it_is_alive() {
    #[stream_json(format = sse)]
    async fn handler(rows: &Emitter<u32>) {
        say_little(rows).await;
    }

    // The response starts when the handler first waits.
    let response = respond(handler, request("*/*")).await;
    let end = "event: end\ndata: {\"$end\":{\"count\":1}}\n\n";
    let expected = [
        (15, ":\n\n"),
        (30, ":\n\n"),
        (40, "data: 1\n\n"),
        (55, ":\n\n"),
        (70, ":\n\n"),
        (80, end),
    ];
    let expected = expected.map(|(at, text)| (at, text.to_owned()));
    assert_eq!(chunks(response).await, expected);
}

#[tokio::test(start_paused = true)]
async fn a_feed_starts_when_its_handler_first_waits() {
    #[stream_json(formats = [array, sse])]
    async fn quiet(rows: &Emitter<u32>) {
        sleep(Duration::from_secs(5 * 60)).await;
        rows.emit(&1).await;
    }

    #[stream_json(format = sse)]
    async fn refused(_rows: &Emitter<u32>) -> Result<(), Teapot> {
        Err(Teapot)
    }

    #[stream_json(format = sse)]
    fn on_a_thread(_rows: &BlockingEmitter<u32>) -> Result<(), Teapot> {
        Err(Teapot)
    }

    let start = Instant::now();
    let feed = respond(quiet, request("text/event-stream")).await;
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_eq!(feed.status(), 200);
    drop(feed);
    respond(quiet, request("application/json")).await;
    assert_eq!(start.elapsed(), Duration::from_secs(5 * 60), "an array has its window");
    // Before the first wait, and from a thread until its first chunk, an error is the response.
    assert_eq!(respond(refused, request("*/*")).await.status(), 418);
    assert_eq!(respond(on_a_thread, request("*/*")).await.status(), 418);
}

#[tokio::test(start_paused = true)]
async fn an_array_shows_that_it_is_alive_on_request_and_stays_an_array() {
    #[stream_json(format = array, heartbeat = "30s")]
    async fn handler(rows: &Emitter<u32>) {
        say_little(rows).await;
        rows.emit(&2).await;
    }

    let response = respond(handler, request("*/*")).await;
    let chunks = chunks(response).await;
    let expected = [(0, " "), (10, "[1"), (40, " "), (50, ",2]")].map(|(at, text)| (at, text.to_owned()));
    assert_eq!(chunks, expected);
}

#[tokio::test(start_paused = true)]
async fn nothing_else_has_heartbeats() {
    #[stream_json(formats = [sse], heartbeat = off)]
    async fn off(rows: &Emitter<u32>) {
        rows.commit().await;
        pending::<()>().await;
    }

    #[stream_json]
    async fn by_default(rows: &Emitter<u32>) {
        rows.commit().await;
        pending::<()>().await;
    }

    #[stream_json(heartbeat = "1s")]
    async fn lines(rows: &Emitter<u32>) {
        rows.commit().await;
        pending::<()>().await;
    }

    assert_silent(respond(off, request("*/*")).await).await;
    assert_silent(respond(by_default, request("*/*")).await).await;
    assert_silent(respond(lines, request("application/jsonl")).await).await;
}

async fn assert_silent(response: axum::response::Response) {
    let day = Duration::from_secs(24 * 60 * 60);
    assert!(timeout(day, response.into_body().frame()).await.is_err());
}
