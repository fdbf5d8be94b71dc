//! Every failure, before the response has started and after it.

use std::{iter, panic::AssertUnwindSafe};

use axum::http::Method;
use futures::FutureExt;
use serde::Serialize;
use velithon::{BlockingEmitter, stream_json};
use velithon_test_support::Answer;

use super::{Shared, request, request_as, respond_with};
use crate::support::{FailsAtTheEnd, Teapot, Unwritable, call, get};

/// How many items come before the failure: few, or more than a chunk holds.
const FEW: u32 = 3;
const MANY: u32 = 20_000;

const TEAPOT: &str = r#"{"$error":{"title":"I'm a teapot","status":418}}"#;
const INTERNAL: &str = r#"{"$error":{"title":"Internal Server Error","status":500}}"#;

#[derive(Serialize)]
#[serde(untagged)]
enum Item {
    Good(u32),
    Bad(Unwritable),
}

#[stream_json(formats = [array, ndjson, sse])]
fn emitted(Shared(items): Shared<u32>, rows: &BlockingEmitter<u32>) -> Result<(), Teapot> {
    for item in 0..items {
        rows.emit(&item)?;
    }
    Err(Teapot)
}

#[stream_json(formats = [array, ndjson, sse])]
fn emitted_at_once(Shared(items): Shared<u32>, rows: &BlockingEmitter<u32>) -> Result<(), Teapot> {
    rows.emit_all((0..items).map(Ok).chain(iter::once(Err(Teapot))))?
}

#[stream_json(formats = [array, ndjson, sse])]
fn iterated(Shared(items): Shared<u32>) -> impl Iterator<Item = Result<u32, Teapot>> {
    (0..items).map(Ok).chain(iter::once(Err(Teapot)))
}

#[stream_json(formats = [array, ndjson, sse])]
fn unwritable(Shared(items): Shared<u32>, rows: &BlockingEmitter<Item>) -> Result<(), Teapot> {
    for item in 0..items {
        rows.emit(&Item::Good(item))?;
    }
    assert!(rows.emit(&Item::Bad(Unwritable)).is_err());
    assert!(rows.emit(&Item::Good(0)).is_err(), "it stays so");
    assert!(rows.flush().is_err() && rows.commit().is_err());
    // Not what the client or the log is told.
    Err(Teapot)
}

#[stream_json(formats = [array, ndjson, sse])]
fn unwritable_iterated(Shared(items): Shared<u32>) -> impl Iterator<Item = Item> {
    (0..items)
        .map(Item::Good)
        .chain(iter::once_with(|| Item::Bad(Unwritable)))
}

#[stream_json(formats = [array, ndjson, sse])]
fn panicking(Shared(items): Shared<u32>, rows: &BlockingEmitter<u32>) {
    let _ = rows.emit_all(0..items);
    panic!("the cat walked over the keyboard");
}

#[stream_json(formats = [array, ndjson, sse])]
fn panicking_iterated(Shared(items): Shared<u32>) -> impl Iterator<Item = u32> {
    (0..=items).inspect(move |item| assert!(*item < items, "too many"))
}

macro_rules! for_each {
    ($items:expr, $accept:expr, [$($handler:ident),+]) => {
        [$(Answer::read(respond_with($handler, $items, request_as($accept)).await).await),+]
    };
}

#[tokio::test]
async fn an_error_in_the_window_is_the_handlers_own_response() {
    for items in [0, FEW] {
        for answer in for_each!(items, "*/*", [emitted, emitted_at_once, iterated]) {
            assert_eq!((answer.status(), answer.text().as_str()), (418, "short and stout"));
            assert_eq!(answer.failure, None);
        }
    }

    #[stream_json]
    fn refused() -> Result<Vec<u32>, Teapot> {
        Err(Teapot)
    }

    #[stream_json]
    fn refused_document() -> Result<String, Teapot> {
        Err(Teapot)
    }

    assert_eq!(get(refused).await.status(), 418);
    assert_eq!(get(refused_document).await.status(), 418);
}

#[tokio::test]
async fn what_cannot_be_written_in_the_window_is_an_error_response() {
    #[stream_json]
    fn document() -> (u32, Unwritable) {
        (1, Unwritable)
    }

    let mut answers = Vec::from(for_each!(FEW, "*/*", [unwritable, unwritable_iterated]));
    answers.push(get(document).await);
    for answer in answers {
        assert_eq!(answer.status(), 500);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        assert!(!answer.text().contains("secret"));
    }
}

#[tokio::test]
async fn a_panic_in_the_window_is_the_frameworks() {
    #[stream_json]
    fn document() -> u32 {
        panic!("no document")
    }

    for items in [0, FEW] {
        let panicked = AssertUnwindSafe(respond_with(panicking, items, request()))
            .catch_unwind()
            .await;
        let message = panicked.expect_err("a panic").downcast::<&str>().unwrap();
        assert_eq!(*message, "the cat walked over the keyboard");
        let panicked = AssertUnwindSafe(respond_with(panicking_iterated, items, request())).catch_unwind();
        assert!(panicked.await.is_err());
    }
    assert!(AssertUnwindSafe(get(document)).catch_unwind().await.is_err());
}

/// All items, and an end that the client can tell from a good one.
fn assert_all_items_and_a_failure(answer: &Answer, accept: &str, record: &str) {
    assert_eq!(answer.status(), 200);
    assert!(answer.failure.is_some());
    let text = answer.text();
    let numbers: Vec<u32> = match accept {
        "*/*" => serde_json::from_str(&(text + "]")).expect("whole items, and no closing bracket"),
        "application/x-ndjson" => {
            let (items, last) = text.trim_end().rsplit_once('\n').expect("lines");
            assert_eq!(last, record);
            items.lines().map(|line| line.parse().unwrap()).collect()
        }
        _ => {
            let (items, last) = text.rsplit_once("event: ").expect("events");
            assert_eq!(last, format!("$error\ndata: {record}\n\n"));
            let items = items.split_terminator("\n\n");
            items
                .map(|item| item.strip_prefix("data: ").unwrap().parse().unwrap())
                .collect()
        }
    };
    assert!(numbers.iter().copied().eq(0..MANY), "{} items", numbers.len());
}

#[tokio::test]
async fn after_the_window_every_item_arrives_and_every_client_sees_the_failure() {
    for accept in ["*/*", "application/x-ndjson", "text/event-stream"] {
        for answer in for_each!(MANY, accept, [emitted, emitted_at_once, iterated]) {
            assert_all_items_and_a_failure(&answer, accept, TEAPOT);
        }
        for answer in for_each!(MANY, accept, [unwritable, unwritable_iterated]) {
            assert_all_items_and_a_failure(&answer, accept, INTERNAL);
            assert!(answer.failure.unwrap().contains("a secret"));
        }
        for answer in for_each!(MANY, accept, [panicking, panicking_iterated]) {
            assert_all_items_and_a_failure(&answer, accept, INTERNAL);
            assert!(answer.failure.unwrap().contains("panicked"));
        }
    }
}

#[tokio::test]
async fn an_error_right_after_a_commit_is_no_response_of_its_own() {
    #[stream_json]
    fn early(rows: &BlockingEmitter<u32>) -> Result<(), Teapot> {
        rows.commit()?;
        Err(Teapot)
    }

    #[stream_json]
    fn flushed(rows: &BlockingEmitter<u32>) -> Result<(), Teapot> {
        rows.emit(&1)?;
        rows.flush()?;
        Err(Teapot)
    }

    // The thread may be done long before it is asked: the order is what counts.
    for _ in 0..100 {
        let answer = get(early).await;
        assert_eq!((answer.status(), answer.text().as_str()), (200, ""));
        assert!(answer.failure.is_some());
        let answer = get(flushed).await;
        assert_eq!((answer.status(), answer.text().as_str()), (200, "[1"));
        assert!(answer.failure.is_some());
    }
}

#[tokio::test]
async fn a_document_that_fails_after_its_last_byte_is_not_complete() {
    #[stream_json]
    fn handler(Shared((length, panics)): Shared<(usize, bool)>) -> FailsAtTheEnd {
        FailsAtTheEnd(length, panics)
    }

    // The second text fills its chunks to the last byte.
    for length in [100_000, 32 * 1024 + 4 * 21_846 - 2] {
        for panics in [false, true] {
            let answer = Answer::read(respond_with(handler, (length, panics), request()).await).await;
            assert!(answer.failure.is_some());
            assert!(serde_json::from_str::<String>(&answer.text()).is_err());
        }
    }
}

#[tokio::test]
async fn an_emitter_inside_the_serialize_of_its_own_item_fails_the_stream() {
    struct Nested<'e>(Option<&'e BlockingEmitter<Nested<'e>>>);

    impl Serialize for Nested<'_> {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            if let Some(rows) = self.0 {
                assert!(rows.emit(&Nested(None)).is_err());
            }
            serializer.serialize_u32(2)
        }
    }

    #[stream_json]
    fn handler(rows: &BlockingEmitter<Nested<'_>>) {
        assert!(rows.emit(&Nested(None)).is_ok());
        assert!(rows.emit(&Nested(Some(rows))).is_err());
    }

    assert_eq!(get(handler).await.status(), 500);
}

#[tokio::test]
async fn head_has_the_headers_of_get() {
    #[stream_json]
    fn short() -> Vec<u32> {
        vec![1]
    }

    let head = |mut request: axum::http::Request<axum::body::Body>| {
        *request.method_mut() = Method::HEAD;
        request
    };
    let answer = call(short, head(request())).await;
    assert_eq!((answer.status(), answer.header("content-length")), (200, Some("3")));
    assert_eq!(answer.text(), "");
    let answer = Answer::read(respond_with(iterated, MANY, head(request())).await).await;
    assert_eq!((answer.status(), answer.header("content-length")), (200, None));
    assert_eq!((answer.text().as_str(), answer.failure), ("", None));
    let answer = Answer::read(respond_with(iterated, FEW, head(request())).await).await;
    assert_eq!(answer.status(), 418);
}
