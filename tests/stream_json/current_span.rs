//! The request's span stays the current one after the commit.

use tracing::Instrument;
use velithon::{Emitter, stream_json};
use velithon_test_support::{Answer, Events};

use crate::support::{get, request, respond};

/// Logs that it is dropped.
struct LogsItsDrop;

impl Drop for LogsItsDrop {
    fn drop(&mut self) {
        tracing::info!(target: "handler", "dropped");
    }
}

macro_rules! log_before_and_after_the_commit {
    ($rows:ident) => {
        let _dropped_at_the_end = LogsItsDrop;
        tracing::info!(target: "handler", "before");
        $rows.commit().await;
        tracing::info!(target: "handler", "after");
        $rows.emit(&1).await;
        tokio::task::yield_now().await;
        tracing::info!(target: "handler", "last");
    };
}

#[tracing::instrument]
#[stream_json]
async fn above(rows: &Emitter<u32>) {
    log_before_and_after_the_commit!(rows);
}

#[stream_json]
#[tracing::instrument]
async fn below(rows: &Emitter<u32>) {
    log_before_and_after_the_commit!(rows);
}

#[stream_json]
async fn without_a_span(rows: &Emitter<u32>) {
    log_before_and_after_the_commit!(rows);
}

#[tokio::test]
async fn a_span_above_or_below_is_current_after_the_commit() {
    let (events, _guard) = Events::record();
    get(above).await;
    get(below).await;
    let events = events.take().into_iter().filter(|event| event.target == "handler");
    let spans: Vec<_> = events.map(|event| event.spans.first().copied()).collect();
    let mut expected = vec![Some("above"); 4];
    expected.extend([Some("below"); 4]);
    assert_eq!(spans, expected);
}

/// The span is made around the application, as `TraceLayer` does.
#[tokio::test]
async fn the_requests_span_is_current_after_the_commit() {
    let (events, _guard) = Events::record();
    let response = respond(without_a_span, request("application/json"));
    let response = response.instrument(tracing::info_span!("request")).await;
    assert_eq!(Answer::read(response).await.text(), "[1]");
    let events = events.take().into_iter().filter(|event| event.target == "handler");
    let spans: Vec<_> = events.map(|event| event.spans.first().copied()).collect();
    assert_eq!(spans, [Some("request"); 4]);
}

macro_rules! emit_for_ever {
    ($rows:ident) => {
        let _dropped_in_the_middle = LogsItsDrop;
        loop {
            $rows.emit(&1).await;
        }
    };
}

#[stream_json]
async fn endless(rows: &Emitter<u32>) {
    emit_for_ever!(rows);
}

#[tracing::instrument]
#[stream_json]
async fn endless_in_a_span(rows: &Emitter<u32>) {
    emit_for_ever!(rows);
}

#[tokio::test]
async fn a_handler_whose_client_is_gone_is_dropped_inside_the_span() {
    let (events, _guard) = Events::record();
    let response = respond(endless, request("application/json"));
    drop(response.instrument(tracing::info_span!("request")).await);
    drop(respond(endless_in_a_span, request("application/json")).await);
    let events = events.take().into_iter().filter(|event| event.target == "handler");
    let spans: Vec<_> = events.map(|event| event.spans.first().copied()).collect();
    assert_eq!(spans, [Some("request"), Some("endless_in_a_span")]);
}
