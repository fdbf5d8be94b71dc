//! Responses that a browser saves.

use axum::{
    body::Body,
    http::{Method, Request},
};
use velithon::{Emitter, stream_json};

use crate::support::{Teapot, call, get};

const PLAIN: Option<&str> = Some("attachment; filename=\"orders.json\"");

#[tokio::test]
async fn the_attribute_names_the_file_of_every_kind_of_response() {
    #[stream_json(filename = "orders.json")]
    async fn items() -> [u32; 1] {
        [1]
    }

    #[stream_json(filename = "orders.json")]
    async fn document() -> &'static str {
        "a document"
    }

    #[stream_json(filename = "orders.json")]
    async fn refused(_rows: &Emitter<u32>) -> Result<(), Teapot> {
        Err(Teapot)
    }

    #[stream_json(filename = "orders.json")]
    async fn failed(rows: &Emitter<crate::support::Unwritable>) {
        rows.emit(&crate::support::Unwritable).await;
    }

    assert_eq!(get(items).await.header("content-disposition"), PLAIN);
    assert_eq!(get(document).await.header("content-disposition"), PLAIN);
    for (accept, named) in [
        ("application/jsonl", "attachment; filename=\"orders.jsonl\""),
        ("application/x-ndjson", "attachment; filename=\"orders.ndjson\""),
    ] {
        let lines = Request::get("/").header("accept", accept);
        let lines = call(items, lines.body(Body::empty()).unwrap()).await;
        assert_eq!(lines.header("content-disposition"), Some(named), "{accept}");
    }
    let events = Request::get("/").header("accept", "text/event-stream");
    let of_a_document = call(document, events.body(Body::empty()).unwrap()).await;
    assert_eq!(of_a_document.header("content-disposition"), PLAIN);
    let head = Request::builder().method(Method::HEAD).body(Body::empty()).unwrap();
    assert_eq!(call(items, head).await.header("content-disposition"), PLAIN);
    // An error is not the file.
    assert_eq!(get(refused).await.header("content-disposition"), None);
    assert_eq!(get(failed).await.header("content-disposition"), None);
}

#[tokio::test]
async fn a_handler_that_says_itself_what_the_file_is_names_it_whole() {
    #[stream_json(filename = "map")]
    async fn of_another_type(rows: &Emitter<u32>) {
        let geo = axum::http::HeaderValue::from_static("application/geo+json");
        rows.headers_mut().insert("content-type", geo);
    }

    #[stream_json(filename = "map")]
    async fn by_a_header(rows: &Emitter<u32>) {
        let inline = axum::http::HeaderValue::from_static("inline; filename=map");
        rows.headers_mut().insert("content-disposition", inline);
    }

    #[stream_json(filename = "map")]
    async fn not_at_all(rows: &Emitter<u32>) {
        rows.headers_mut().remove("content-disposition");
    }

    let name = async |answer: velithon_test_support::Answer| answer.header("content-disposition").map(str::to_owned);
    assert_eq!(
        name(get(of_another_type).await).await.as_deref(),
        Some("attachment; filename=\"map\"")
    );
    assert_eq!(
        name(get(by_a_header).await).await.as_deref(),
        Some("inline; filename=map")
    );
    assert_eq!(name(get(not_at_all).await).await, None);
}

#[tokio::test]
async fn the_handler_names_it_until_the_response_starts() {
    #[stream_json(filename = "default.json")]
    async fn handler(rows: &Emitter<u32>) {
        rows.set_filename("Größe \"1\"\r\nX: y.json");
        rows.commit().await;
        rows.set_filename("too-late.json");
        rows.emit(&1).await;
    }

    let answer = get(handler).await;
    assert_eq!(
        answer.header("content-disposition"),
        Some(
            "attachment; filename=\"Gr__e _1___X: y.json\"; \
             filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22__X%3A%20y.json"
        )
    );
    assert_eq!(answer.header("x"), None);
    assert_eq!(answer.text(), "[1]");
}
