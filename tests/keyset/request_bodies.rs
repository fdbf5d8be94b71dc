//! Cursors on requests that have a body.

use axum::{
    Json, Router,
    routing::{any, post},
};
use futures::executor::block_on;
use http::{
    HeaderMap, HeaderValue, Method,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};
use serde::{Deserialize, Serialize};
use velithon::{CursorRequest, RequestHead, paginate, testing};
use velithon_test_support::{Events, answer, request};

use crate::rows::{Row, rows, sorted};

#[derive(Clone, Deserialize, Serialize)]
struct Filter {
    g: Option<i64>,
    names: Vec<String>,
}

impl Filter {
    fn of(g: i64) -> Self {
        Self {
            g: Some(g),
            names: Vec::new(),
        }
    }

    fn rows(&self) -> Vec<Row> {
        let mut rows = rows();
        rows.retain(|row| self.g.is_none_or(|g| g == row.g));
        rows
    }
}

#[paginate(style = cursor, bind(body = filter))]
async fn bound(Json(filter): Json<Filter>) -> Vec<Row> {
    filter.rows()
}

/// A query parameter counts beside the body.
#[paginate(bind("tag", body = filter))]
fn bound_with_handle(page: CursorRequest<Row>, Json(filter): Json<Filter>) -> Vec<Row> {
    let rows = sorted(page.sort().name(), filter.rows());
    page.slice(&rows).cloned().collect()
}

#[paginate(style = cursor)]
async fn unbound(Json(filter): Json<Filter>) -> Vec<Row> {
    filter.rows()
}

/// Its JSON cannot be written: keys of a map are no texts.
#[derive(Serialize)]
struct Unwritable(std::collections::BTreeMap<(u8, u8), u8>);

#[paginate(style = cursor, bind(body = body))]
async fn unwritable(body: Unwritable) -> Vec<Row> {
    let _ = body.0;
    rows()
}

fn post_to(uri: &str) -> RequestHead {
    request(Method::POST, uri).with_headers(&HeaderMap::from_iter([(
        CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    )]))
}

fn ids(g: i64) -> Vec<i64> {
    let mut ids: Vec<_> = Filter::of(g).rows().iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn a_cursor_of_one_filter_is_refused_under_another() {
    let first = answer(bound(post_to("/search?size=2"), Json(Filter::of(1)))).ok();
    let next = format!("/search?size=2&cursor={}", first.next().expect("a cursor"));
    let second = answer(bound(post_to(&next), Json(Filter::of(1)))).ok();
    assert_eq!([first.ids(), second.ids()].concat(), ids(1)[..4]);
    for other in [
        Filter::of(0),
        Filter {
            g: None,
            ..Filter::of(1)
        },
        Filter {
            names: vec!["a".to_owned()],
            ..Filter::of(1)
        },
    ] {
        let problem = answer(bound(post_to(&next), Json(other))).problem(400, "cursor-query-mismatch");
        assert_eq!(problem["differs"], serde_json::json!(["body"]));
    }
    let elsewhere = next.replace("/search", "/searches");
    let problem = answer(bound(post_to(&elsewhere), Json(Filter::of(0)))).problem(400, "cursor-query-mismatch");
    assert_eq!(problem["differs"], serde_json::json!(["path", "body"]));
}

#[test]
fn named_parameters_count_beside_the_body() {
    let first = answer(bound_with_handle(
        post_to("/search?size=2&tag=a&x=1"),
        Json(Filter::of(1)),
    ))
    .ok();
    let next = first.next().expect("a cursor");
    let with = |query: &str| post_to(&format!("/search?size=2&{query}&cursor={next}"));
    let second = answer(bound_with_handle(with("tag=a&x=2"), Json(Filter::of(1)))).ok();
    assert_eq!(second.ids(), ids(1)[2..4]);
    let problem = answer(bound_with_handle(with("tag=b"), Json(Filter::of(1)))).problem(400, "cursor-query-mismatch");
    assert_eq!(problem["differs"], serde_json::json!(["parameters"]));
}

#[test]
fn a_body_that_cannot_be_written_is_a_failure_that_is_logged() {
    let (events, _guard) = Events::record();
    let body = Unwritable([((1, 2), 3)].into());
    answer(unwritable(post_to("/search"), body)).problem(500, "internal-error");
    let events = events.take();
    assert_eq!(
        (events.len(), events[0].level),
        (1, tracing::Level::ERROR),
        "{events:?}"
    );
}

#[test]
fn an_unbound_body_is_warned_of_once() {
    #[paginate(style = cursor)]
    async fn of_this_test(Json(filter): Json<Filter>) -> Vec<Row> {
        filter.rows()
    }

    let (events, _guard) = Events::record();
    let first = answer(of_this_test(post_to("/search?size=2"), Json(Filter::of(1)))).ok();
    let next = format!("/search?size=2&cursor={}", first.next().expect("a cursor"));
    let warnings = || {
        let events = events.take().into_iter();
        events.filter(|event| event.level == tracing::Level::WARN).count()
    };
    assert_eq!(warnings(), 0, "without a cursor there is nothing to hold");
    let without = || request(Method::GET, &next);
    let empty = HeaderMap::from_iter([(CONTENT_LENGTH, HeaderValue::from_static("0"))]);
    answer(of_this_test(without(), Json(Filter::of(1)))).ok();
    answer(of_this_test(without().with_headers(&empty), Json(Filter::of(1)))).ok();
    assert_eq!(warnings(), 0, "a request without a body");
    answer(of_this_test(post_to(&next), Json(Filter::of(1)))).ok();
    assert_eq!(warnings(), 1);
    answer(of_this_test(post_to(&next), Json(Filter::of(1)))).ok();
    assert_eq!(warnings(), 0, "once for each handler");
}

#[tokio::test]
async fn walks_send_the_body_and_find_a_cursor_that_ignores_it() {
    let query = || Method::from_bytes(b"QUERY").expect("a method");
    let router = Router::new()
        .route("/bound", post(bound))
        .route("/queried", any(bound))
        .route("/unbound", post(unbound));
    let expected = ids(1);
    for (uri, method) in [("/bound", Method::POST), ("/queried", query())] {
        let walk = testing::walk(router.clone(), uri).body(method, &Filter::of(1));
        assert_eq!(walk.by("id").expect(&expected).await.err(), None, "{uri}");
    }
    let walk = testing::walk(router, "/unbound").body(Method::POST, &Filter::of(1));
    let fault = walk.by("id").expect(&expected).await.expect_err("a fault");
    assert!(
        fault.to_string().contains("does not hold for the request's body"),
        "{fault}"
    );
    let called = testing::walk(|head| unbound(head, Json(Filter::of(1))), "/unbound");
    let fault = called
        .body(Method::POST, &Filter::of(1))
        .by("id")
        .expect(&expected)
        .await;
    assert!(fault.is_err(), "a closure is no way around it");
}

#[test]
fn a_walk_of_a_bound_closure_passes() {
    let walk = testing::walk(|head| bound(head, Json(Filter::of(2))), "/bound");
    let walk = walk.body(Method::POST, &Filter::of(2)).by("id");
    assert_eq!(block_on(walk.expect(&ids(2))).err(), None);
}
