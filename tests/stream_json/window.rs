//! The commit window: what can still be decided before the first chunk, and what the client has at its end.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::{
    body::Body,
    http::{HeaderValue, Method, Request, StatusCode, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
};
use futures::future::pending;
use http_body_util::BodyExt;
use serde::Serialize;
use tokio::sync::mpsc;
use velithon::{Emitter, Keyset, Problem, paginate, stream_json};

use crate::support::{Teapot, assert_full_chunks, call, get, respond};

#[tokio::test]
async fn an_error_before_the_first_flush_is_the_handlers_own_response() {
    #[stream_json]
    async fn before_any_item(_rows: &Emitter<u32>) -> Result<(), Teapot> {
        Err(Teapot)
    }

    #[stream_json]
    async fn after_some_items(rows: &Emitter<u32>) -> Result<(), Teapot> {
        rows.emit_all(0..100).await;
        Err(Teapot)
    }

    #[stream_json]
    async fn by_an_item() -> impl Iterator<Item = Result<u32, Teapot>> {
        [Ok(1), Ok(2), Err(Teapot)].into_iter()
    }

    #[stream_json]
    async fn by_the_returned_result() -> Result<Vec<u32>, Teapot> {
        Err(Teapot)
    }

    #[stream_json]
    async fn by_an_item_of_a_list() -> Result<Vec<Result<u32, Empty>>, Teapot> {
        Ok(vec![Ok(1), Err(Empty)])
    }

    #[stream_json]
    async fn by_an_item_of_a_list_under_an_alias() -> Result<[Number; 2], Teapot> {
        Ok([Ok(1), Err(Empty)])
    }

    for answer in [
        get(before_any_item).await,
        get(after_some_items).await,
        get(by_an_item).await,
        get(by_the_returned_result).await,
        get(by_an_item_of_a_list).await,
        get(by_an_item_of_a_list_under_an_alias).await,
    ] {
        assert_eq!(answer.status(), 418);
        assert_eq!(answer.text(), "short and stout");
        assert_eq!(answer.failure, None);
    }
}

/// An error of items, which becomes that of the handler.
struct Empty;

impl From<Empty> for Teapot {
    fn from(_: Empty) -> Self {
        Self
    }
}

type Number = Result<u32, Empty>;

#[tokio::test]
async fn a_result_that_ends_inside_the_window_has_its_exact_length() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        rows.emit_all(0..1000).await;
    }

    let response = respond(handler, Request::get("/").body(Body::empty()).unwrap()).await;
    let length = response.headers()["content-length"].to_str().unwrap().to_owned();
    let text = response.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(length, text.len().to_string());
}

#[tokio::test]
async fn status_and_headers_count_until_the_response_starts() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        rows.set_status(StatusCode::ACCEPTED);
        rows.headers_mut()
            .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let mut headers = rows.headers_mut();
        headers.append("x-part", HeaderValue::from_static("one"));
        headers.append("x-part", HeaderValue::from_static("two"));
        drop(headers);
        rows.emit(&1).await;
        rows.commit().await;
        rows.set_status(StatusCode::IM_A_TEAPOT);
        rows.headers_mut().insert("x-late", HeaderValue::from_static("yes"));
        rows.emit(&2).await;
    }

    let answer = get(handler).await;
    assert_eq!(answer.status(), 202);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.head.headers().get_all("x-part").iter().count(), 2);
    assert_eq!(answer.header("x-late"), None);
    assert_eq!(answer.chunks, ["[1", ",2]"]);
}

#[tokio::test]
async fn headers_set_before_a_guard_that_is_held_too_long_are_sent() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        rows.headers_mut().insert("x-early", HeaderValue::from_static("yes"));
        let mut held = rows.headers_mut();
        held.insert("x-held", HeaderValue::from_static("yes"));
        rows.commit().await;
    }

    let answer = get(handler).await;
    assert_eq!((answer.header("x-early"), answer.header("x-held")), (Some("yes"), None));
}

#[tokio::test]
async fn a_handler_may_set_another_content_type() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        let value = HeaderValue::from_static("application/geo+json");
        rows.headers_mut().insert("content-type", value);
    }

    assert_eq!(get(handler).await.header("content-type"), Some("application/geo+json"));
}

#[tokio::test]
async fn commit_starts_the_response_before_there_is_an_item() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        rows.commit().await;
        pending::<()>().await;
    }

    let response = respond(handler, Request::get("/").body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), 200);
}

#[tokio::test]
async fn an_item_is_sent_before_the_handler_waits_for_the_next() {
    let (confirm, confirmed) = mpsc::channel::<u32>(1);
    let confirmed = std::sync::Arc::new(tokio::sync::Mutex::new(confirmed));

    #[stream_json]
    async fn handler(
        axum::extract::State(confirmed): axum::extract::State<std::sync::Arc<tokio::sync::Mutex<mpsc::Receiver<u32>>>>,
        rows: &Emitter<u32>,
    ) {
        let mut confirmed = confirmed.lock().await;
        let mut next = 0;
        while next < 5 {
            rows.emit(&next).await;
            next = confirmed.recv().await.expect("the client confirms every item") + 1;
        }
    }

    let app = axum::Router::new().fallback(handler).with_state(confirmed);
    let request = Request::get("/").body(Body::empty()).unwrap();
    let response = tower::ServiceExt::oneshot(app, request).await.unwrap();
    let mut body = response.into_body();
    for item in 0..5u32 {
        let frame = body.frame().await.unwrap().unwrap().into_data().unwrap();
        let before = if item == 0 { '[' } else { ',' };
        assert_eq!(frame, format!("{before}{item}"));
        confirm.send(item).await.unwrap();
    }
    assert_eq!(body.collect().await.unwrap().to_bytes(), "]");
}

#[tokio::test]
async fn chunks_are_full_and_end_between_items() {
    #[stream_json(chunk = 1024)]
    async fn handler(rows: &Emitter<u32>) {
        for item in 100_000..101_000 {
            rows.emit(&item).await;
        }
    }

    let answer = get(handler).await;
    let expected: Vec<_> = (100_000..101_000).map(|item: u32| item.to_string()).collect();
    assert_eq!(answer.text(), format!("[{}]", expected.join(",")));
    assert_full_chunks(&answer, &[1024]);
}

#[tokio::test]
async fn head_answers_gets_status_and_headers_and_drops_the_handler() {
    static DROPPED: AtomicBool = AtomicBool::new(false);

    struct Guard;

    impl Drop for Guard {
        fn drop(&mut self) {
            DROPPED.store(true, Ordering::SeqCst);
        }
    }

    #[stream_json]
    async fn endless(rows: &Emitter<u32>) {
        let _guard = Guard;
        rows.set_status(StatusCode::ACCEPTED);
        rows.emit(&1).await;
        pending::<()>().await;
    }

    #[stream_json]
    async fn short(rows: &Emitter<u32>) {
        rows.emit(&1).await;
    }

    let head = |uri| {
        Request::builder()
            .method(Method::HEAD)
            .uri(uri)
            .body(Body::empty())
            .unwrap()
    };
    let answer = call(endless, head("/")).await;
    assert!(DROPPED.load(Ordering::SeqCst));
    assert_eq!(
        (answer.status(), answer.header("content-type")),
        (202, Some("application/json"))
    );
    assert_eq!((answer.header("content-length"), answer.text().as_str()), (None, ""));
    let answer = call(short, head("/")).await;
    assert_eq!((answer.status(), answer.header("content-length")), (200, Some("3")));
}

#[tokio::test]
async fn a_value_that_cannot_be_written_is_an_error_response_inside_the_window() {
    #[stream_json]
    async fn item(rows: &Emitter<crate::support::Unwritable>) {
        rows.emit(&crate::support::Unwritable).await;
        unreachable!("a failed handler is dropped where it waits");
    }

    #[stream_json]
    async fn document() -> crate::support::Unwritable {
        crate::support::Unwritable
    }

    for answer in [get(item).await, get(document).await] {
        assert_eq!(answer.status(), 500);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        let problem: serde_json::Value = serde_json::from_str(&answer.text()).unwrap();
        assert_eq!(problem["status"], 500);
        assert_eq!(problem["code"], "internal-error");
        assert!(
            !answer.text().contains("secret"),
            "the client learns nothing of the error's insides"
        );
    }
}

#[stream_json]
async fn streamed() -> [u8; 3] {
    [1, 2, 3]
}

#[paginate]
async fn page() -> [u8; 3] {
    [1, 2, 3]
}

#[derive(Clone, Serialize, Keyset)]
#[keyset(sort = "id", id asc)]
struct Row {
    #[keyset(unique)]
    id: u8,
}

#[paginate(style = cursor, export)]
async fn exported() -> [Row; 1] {
    [Row { id: 1 }]
}

/// Beside responses of axum, as in the arms of a `match`.
#[tokio::test]
async fn into_response_is_that_of_the_framework() {
    let head = |accept: &str| {
        let request = Request::get("/").header("accept", accept).body(()).expect("a request");
        velithon::RequestHead::from(&request)
    };
    let answer = async |kind: &str| -> Response {
        match kind {
            "streamed" => streamed(head("*/*")).await.into_response(),
            "page" => page(head("*/*")).await.into_response(),
            "exported" => exported(head("application/jsonl")).await.into_response(),
            "problem" => Problem::new(StatusCode::GONE, "gone", "it is gone").into_response(),
            "memory" => velithon::memory_health().await.into_response(),
            _ => StatusCode::NOT_FOUND.into_response(),
        }
    };
    let begins = [
        ("streamed", 200, "[1,2,3]"),
        ("page", 200, "{\"items\":[1,2,3]"),
        ("exported", 200, "{\"id\":1}\n"),
        ("problem", 410, "{"),
        ("memory", 200, "{\"status\""),
        ("another", 404, ""),
    ];
    for (kind, status, begin) in begins {
        let answer = answer(kind).await;
        assert_eq!(answer.status(), status, "{kind}");
        let body = answer.into_body().collect().await.expect("a whole body").to_bytes();
        assert!(body.starts_with(begin.as_bytes()), "{kind}: {body:?}");
    }
}
