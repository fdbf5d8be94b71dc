//! After the commit: everything emitted arrives, and the client can see that the rest does not.

use std::{
    error::Error,
    iter,
    task::{Context, Waker},
};

use axum::{
    body::Body,
    http::{Method, Request, Uri},
};
use futures::future::pending;
use http_body::Body as _;
use http_body_util::BodyExt;
use velithon::{Emitter, RequestHead, stream_json};
use velithon_test_support::Answer;

use crate::support::{Teapot, Unwritable, get, respond};

/// More items than a chunk holds, so that the response has started.
const MANY: u32 = 20_000;

fn assert_all_items_but_no_end(answer: &Answer, items: u32) {
    assert_eq!(answer.status(), 200);
    let numbers: Vec<u32> = serde_json::from_str(&(answer.text() + "]")).expect("whole items, and no closing bracket");
    assert!(numbers.iter().copied().eq(0..items), "{} items", numbers.len());
}

#[tokio::test]
async fn an_error_ends_the_body_with_an_error_after_every_item() {
    #[stream_json]
    async fn emitted(rows: &Emitter<u32>) -> Result<(), Teapot> {
        for item in 0..MANY {
            rows.emit(&item).await;
        }
        Err(Teapot)
    }

    #[stream_json]
    async fn emitted_at_once(rows: &Emitter<u32>) -> Result<(), Teapot> {
        let items = (0..MANY).map(Ok).chain(iter::once(Err(Teapot)));
        rows.emit_all(items).await
    }

    #[stream_json]
    async fn iterated() -> impl Iterator<Item = Result<u32, Teapot>> {
        (0..MANY).map(Ok).chain(iter::once(Err(Teapot)))
    }

    #[stream_json]
    async fn streamed() -> impl futures::Stream<Item = Result<u32, Teapot>> {
        futures::stream::iter((0..MANY).map(Ok).chain(iter::once(Err(Teapot))))
    }

    for answer in [
        get(emitted).await,
        get(emitted_at_once).await,
        get(iterated).await,
        get(streamed).await,
    ] {
        assert_all_items_but_no_end(&answer, MANY);
        assert!(answer.failure.is_some());
    }
}

#[tokio::test]
async fn a_panic_ends_the_body_with_an_error_after_every_item() {
    #[stream_json]
    async fn emitted(rows: &Emitter<u32>) {
        for item in 0..MANY {
            rows.emit(&item).await;
        }
        panic!("the cat walked over the keyboard");
    }

    #[stream_json]
    async fn iterated() -> impl Iterator<Item = u32> {
        (0..=MANY).inspect(|item| assert!(*item < MANY, "too many"))
    }

    for answer in [get(emitted).await, get(iterated).await] {
        assert_all_items_but_no_end(&answer, MANY);
        assert!(answer.failure.unwrap().contains("panicked"));
    }
}

#[derive(serde::Serialize)]
#[serde(untagged)]
enum Item {
    Good(u32),
    Bad(Unwritable),
}

#[tokio::test]
async fn an_item_that_cannot_be_written_is_cut_off_again() {
    #[stream_json]
    async fn emitted(rows: &Emitter<Item>) {
        for item in 0..MANY {
            rows.emit(&Item::Good(item)).await;
        }
        rows.emit(&Item::Bad(Unwritable)).await;
        unreachable!("a failed handler is dropped where it waits");
    }

    #[stream_json]
    async fn iterated() -> impl Iterator<Item = Item> {
        (0..MANY).map(Item::Good).chain(iter::once(Item::Bad(Unwritable)))
    }

    for answer in [get(emitted).await, get(iterated).await] {
        assert_all_items_but_no_end(&answer, MANY);
        assert!(answer.failure.unwrap().contains("a secret"));
    }
}

/// Logs and error reports follow `source()`.
#[tokio::test]
async fn a_bodys_error_leads_to_the_error_of_serde() {
    #[stream_json]
    async fn handler(rows: &Emitter<Unwritable>) {
        rows.commit().await;
        rows.emit(&Unwritable).await;
    }

    let head = RequestHead::new(Method::GET, Uri::from_static("/"));
    let body = handler(head).await.into_http().into_body();
    let error = body.collect().await.expect_err("an item cannot be written");
    let cause = error.source().and_then(Error::source).expect("a cause of what failed");
    assert!(cause.is::<serde_json::Error>(), "{cause}");
}

#[tokio::test]
async fn emits_that_nobody_awaits_fail_the_stream_instead_of_growing_it() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        for item in 0..10 * MANY {
            drop(rows.emit(&item));
        }
    }

    #[stream_json]
    async fn after_the_commit(rows: &Emitter<u32>) {
        rows.commit().await;
        for item in 0..10 * MANY {
            drop(rows.emit(&item));
        }
    }

    let answer = get(handler).await;
    assert_eq!(
        answer.status(),
        500,
        "all of it happened before the handler first waited"
    );
    let failure = get(after_the_commit).await.failure.unwrap();
    assert!(failure.contains("dropped without being awaited"), "{failure}");
}

/// The client has already taken the chunk with its item.
#[tokio::test]
async fn an_emit_that_need_not_wait_any_more_may_be_dropped() {
    #[stream_json(chunk = 1024)]
    async fn handler(rows: &Emitter<str>) {
        let emit = rows.emit(&"x".repeat(1024));
        rows.emit("y").await;
        drop(emit);
    }

    let answer = get(handler).await;
    assert_eq!(answer.failure, None);
    assert!(answer.text().ends_with(",\"y\"]"));
}

#[tokio::test]
async fn emits_that_are_cancelled_again_and_again_fail_the_stream_instead_of_growing_it() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        rows.commit().await;
        for item in 0..10 * MANY {
            let mut emit = std::pin::pin!(rows.emit(&item));
            let _ = emit.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        }
        pending::<()>().await;
    }

    let answer = get(handler).await;
    assert!(answer.text().len() < 3 * 32 * 1024);
    assert!(answer.failure.unwrap().contains("dropped while they waited"));
}

#[tokio::test]
async fn an_emitter_inside_its_own_emit_all_fails_the_stream_instead_of_hanging_it() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        rows.emit_all((0..3).inspect(|item| drop(rows.emit(item)))).await;
    }

    assert_eq!(get(handler).await.status(), 500);
}

#[tokio::test]
async fn the_error_comes_two_flushes_after_the_last_item() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) -> Result<(), Teapot> {
        rows.commit().await;
        rows.emit(&1).await;
        Err(Teapot)
    }

    let response = respond(handler, Request::get("/").body(Body::empty()).unwrap()).await;
    let mut body = std::pin::pin!(response.into_body());
    let mut cx = Context::from_waker(Waker::noop());
    let mut poll = || body.as_mut().poll_frame(&mut cx);
    assert!(matches!(poll(), std::task::Poll::Ready(Some(Ok(frame))) if frame.data_ref().unwrap() == "[1"));
    assert!(poll().is_pending(), "an encoder flushes when a body waits");
    assert!(poll().is_pending(), "and the HTTP library when the encoder waits");
    assert!(matches!(poll(), std::task::Poll::Ready(Some(Err(_)))));
    assert!(matches!(poll(), std::task::Poll::Ready(None)));
}

#[tokio::test]
async fn too_many_emits_side_by_side_fail_the_stream_instead_of_growing_it() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        rows.commit().await;
        futures::future::join_all((0..10 * MANY).map(|item| rows.emit_owned(item))).await;
    }

    let answer = get(handler).await;
    assert!(answer.text().len() < 3 * 32 * 1024);
    assert!(answer.failure.unwrap().contains("side by side"));
}

#[tokio::test]
async fn beside_64_emits_others_have_room_below_twice_the_chunk() {
    /// Items of so many bytes, with the byte before each, of which the first fills the chunk.
    #[stream_json(chunk = "1KiB")]
    async fn handler(lengths: Vec<usize>, rows: &Emitter<str>) {
        rows.commit().await;
        let emits = lengths.iter().map(|length| rows.emit(&"x".repeat(length - 3)));
        futures::future::join_all(emits).await;
    }

    for (what, beside, is_too_much) in [
        ("64, however long they are", vec![100; 64], false),
        ("one more beyond twice the chunk", vec![100; 65], true),
        ("one more at twice the chunk", vec![16; 65], true),
        (
            "one more below twice the chunk",
            [vec![15], vec![16; 64]].concat(),
            false,
        ),
        ("many below twice the chunk", vec![3; 341], false),
        ("one more than them", vec![3; 343], true),
    ] {
        let lengths = [vec![1024], beside].concat();
        let answer = get(async move |head: RequestHead| handler(head, lengths).await).await;
        assert_eq!(answer.failure.is_some(), is_too_much, "{what}");
    }
}

#[tokio::test]
async fn an_early_error_beside_a_waiting_emit_is_still_the_handlers_own_response() {
    #[stream_json]
    async fn handler(rows: &Emitter<String>) -> Result<(), Teapot> {
        let emit = rows.emit_owned("x".repeat(100_000));
        let failed: Result<(), Teapot> = Err(Teapot);
        failed?;
        emit.await;
        Ok(())
    }

    assert_eq!(get(handler).await.status(), 418);
}

#[tokio::test]
async fn a_late_error_beside_a_waiting_emit_is_the_one_that_is_reported() {
    #[stream_json]
    async fn handler(rows: &Emitter<String>) -> Result<(), Teapot> {
        rows.commit().await;
        let emit = rows.emit_owned("x".repeat(100_000));
        let failed: Result<(), Teapot> = Err(Teapot);
        failed?;
        emit.await;
        Ok(())
    }

    let failure = get(handler).await.failure.unwrap();
    assert!(failure.contains("Teapot"), "{failure}");
}
