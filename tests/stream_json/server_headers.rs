//! The headers of a response: those that only the server can set, a guard that is only read, and those of a response that has
//! not been sent yet.

use axum::http::{
    HeaderValue, Method, StatusCode, Uri,
    header::{CONTENT_LENGTH, ETAG, TRANSFER_ENCODING},
};
use velithon::{Emitter, RequestHead, stream_json};
use velithon_test_support::Events;

use crate::support::get;

#[tokio::test]
async fn a_length_or_an_encoding_that_a_handler_sets_is_not_sent_and_logged() {
    #[stream_json]
    async fn short(rows: &Emitter<u32>) {
        rows.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("5"));
        rows.emit_all(0..5).await;
    }

    #[stream_json]
    async fn long(rows: &Emitter<u32>) {
        let mut headers = rows.headers_mut();
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("5"));
        headers.insert(TRANSFER_ENCODING, HeaderValue::from_static("gzip"));
        drop(headers);
        rows.emit_all(0..20_000).await;
    }

    let (events, _guard) = Events::record();
    let refused = || {
        let events = events.take().into_iter();
        let headers = events.filter_map(|mut event| event.fields.remove("header"));
        headers.collect::<Vec<_>>()
    };
    let answer = get(short).await;
    assert_eq!(
        (answer.header("content-length"), &*answer.text()),
        (Some("11"), "[0,1,2,3,4]")
    );
    assert_eq!(refused(), ["content-length"]);
    let answer = get(long).await;
    assert_eq!(answer.header("content-length"), None);
    assert_eq!(answer.header("transfer-encoding"), None);
    assert!(answer.failure.is_none() && answer.text().ends_with(",19999]"));
    assert_eq!(refused(), ["content-length", "transfer-encoding"]);
}

#[tokio::test]
async fn until_it_is_sent_a_response_shows_its_status_and_its_headers_can_be_changed() {
    #[stream_json]
    async fn tagged(rows: &Emitter<u32>) {
        rows.headers_mut().insert(ETAG, HeaderValue::from_static("\"mine\""));
        assert_eq!(rows.headers_mut()[ETAG], "\"mine\"");
        rows.set_status(StatusCode::ACCEPTED);
    }

    let mut response = tagged(RequestHead::new(Method::GET, Uri::from_static("/"))).await;
    assert_eq!(response.status(), StatusCode::ACCEPTED);
    assert_eq!(response.headers()[ETAG], "\"mine\"");
    response
        .headers_mut()
        .insert(ETAG, HeaderValue::from_static("\"yours\""));
    let response = response.into_http();
    assert_eq!(
        (response.status(), &response.headers()[ETAG]),
        (StatusCode::ACCEPTED, &HeaderValue::from_static("\"yours\""))
    );
}

#[tokio::test]
async fn headers_that_are_only_read_are_nothing_to_log() {
    #[stream_json]
    async fn reads(rows: &Emitter<u32>) {
        assert!(rows.headers_mut().get(ETAG).is_none());
        rows.commit().await;
        assert!(rows.headers_mut().is_empty());
    }

    #[stream_json]
    async fn changes(rows: &Emitter<u32>) {
        rows.commit().await;
        rows.headers_mut().insert(ETAG, HeaderValue::from_static("\"late\""));
    }

    let (events, _guard) = Events::record();
    let warnings = || {
        let events = events.take().into_iter();
        events.filter(|event| event.level == tracing::Level::WARN).count()
    };
    get(reads).await;
    assert_eq!(warnings(), 0);
    get(changes).await;
    assert_eq!(warnings(), 1);
}
