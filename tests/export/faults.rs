//! Sources that are not what cursors can walk: an error, and never fewer rows or rows for ever in silence.

use std::convert::Infallible;

use axum::{Router, body::Body, http::StatusCode, routing::get};
use http::Request;
use http_body_util::BodyExt;
use serde::Serialize;
use serde_json::Value;
use tower::ServiceExt;
use velithon::{CursorRequest, CursorSource, Keyset, paginate};

#[derive(Clone, Serialize, Keyset)]
#[keyset(sort = "id", id)]
struct Row {
    #[keyset(unique)]
    id: u64,
    order: u64,
}

/// As a join multiplies them: the second person has three orders.
fn joined() -> Vec<Row> {
    [(1, 1), (2, 2), (2, 3), (2, 4), (3, 5)]
        .map(|(id, order)| Row { id, order })
        .to_vec()
}

/// What a source of the user's own does wrong.
#[derive(Clone, Copy)]
enum Fault {
    /// A join has multiplied the rows.
    Joined,
    /// It begins with the first row, whatever row it is to go on behind.
    Ignores,
}

struct Faulty(Fault);

impl CursorSource for Faulty {
    type Item = Row;
    type Error = Infallible;

    async fn rows(&mut self, request: &CursorRequest<Row>) -> Result<Vec<Row>, Infallible> {
        let limit = usize::try_from(request.limit()).unwrap();
        let after = request.key().and_then(|key| key.get::<u64>(0)).unwrap_or(0);
        Ok(match self.0 {
            Fault::Joined => joined().into_iter().filter(|row| row.id > after).take(limit).collect(),
            Fault::Ignores => (1..10).map(|id| Row { id, order: id }).take(limit).collect(),
        })
    }
}

#[paginate(style = cursor, export, batch = 2)]
async fn slice() -> Vec<Row> {
    joined()
}

#[paginate(style = cursor, export, batch = 2)]
async fn source() -> Faulty {
    Faulty(Fault::Joined)
}

#[paginate(style = cursor, export, batch = 2)]
async fn ignores() -> Faulty {
    Faulty(Fault::Ignores)
}

async fn ask(uri: &str, accept: &str) -> (StatusCode, String, bool) {
    let app = Router::new()
        .route("/slice", get(slice))
        .route("/source", get(source))
        .route("/ignores", get(ignores));
    let request = Request::get(uri).header("accept", accept).body(Body::empty());
    let response = app.oneshot(request.unwrap()).await.unwrap();
    let status = response.status();
    let mut body = response.into_body();
    let mut text = String::new();
    while let Some(frame) = body.frame().await {
        match frame.map(http_body::Frame::into_data) {
            Ok(Ok(data)) => text.push_str(str::from_utf8(&data).unwrap()),
            Ok(Err(_)) => {}
            Err(_) => return (status, text, true),
        }
        assert!(text.len() < 100_000, "rows for ever");
    }
    (status, text, false)
}

#[tokio::test]
async fn rows_of_one_key_at_the_end_of_a_page_are_an_error_and_not_lost() {
    for route in ["/slice", "/source"] {
        for (size, is_lost) in [(1, false), (2, true), (3, true), (4, false), (5, false)] {
            let (status, text, _) = ask(&format!("{route}?size={size}"), "application/json").await;
            let expected = if is_lost { 500 } else { 200 };
            assert_eq!(status, expected, "{route} {size}: {text}");
        }
        let (status, text, _) = ask(route, "application/jsonl").await;
        assert_eq!(status, 500, "{route}: {text}");
        let (status, ..) = ask(&format!("{route}?size=1"), "application/jsonl").await;
        assert_eq!(status, 200, "{route}");
    }
    // Whoever goes on behind the first row finds it in the middle of the response, or instead of it.
    let (_, page, _) = ask("/slice?size=1", "application/json").await;
    let page: Value = serde_json::from_str(&page).unwrap();
    let cursor = page["next_cursor"].as_str().unwrap();
    let (status, ..) = ask(&format!("/slice?cursor={cursor}"), "application/jsonl").await;
    assert_eq!(status, 500);
}

#[tokio::test]
async fn a_source_that_does_not_go_on_is_an_error_and_not_endless() {
    let (_, page, _) = ask("/ignores?size=2", "application/json").await;
    let page: Value = serde_json::from_str(&page).unwrap();
    let cursor = page["next_cursor"].as_str().unwrap();
    let (status, ..) = ask(&format!("/ignores?size=2&cursor={cursor}"), "application/json").await;
    assert_eq!(status, 500);
    for accept in ["application/jsonl", "text/event-stream"] {
        let (status, text, is_cut) = ask("/ignores", accept).await;
        assert!(status == 500 || is_cut, "{accept}: {text}");
        assert!(!text.contains("\"complete\":true"), "{accept}: {text}");
    }
}
