//! Sources that are not what cursors can walk: an error, and never fewer rows or rows for ever in silence.

use std::convert::Infallible;

use axum::{Router, body::Body, extract::State, http::StatusCode, routing::get};
use http::Request;
use http_body_util::BodyExt;
use serde::Serialize;
use serde_json::Value;
use tower::ServiceExt;
use velithon::{CursorRequest, CursorSource, Keyset, paginate};
use velithon_test_support::Events;

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

/// What the second batch of a source is.
#[derive(Clone, Copy)]
enum Second {
    /// An error of the source.
    Down,
    /// The first batch once more.
    First,
    /// Rows of which the last has the key of the one behind it.
    Joined,
    /// Rows of which one cannot be a cursor.
    NoKey,
    /// Rows with keys that are all too long.
    TooLong,
}

#[derive(Debug, thiserror::Error)]
#[error("the source is down")]
struct Down(#[source] std::io::Error);

#[derive(Clone, Serialize, Keyset)]
#[keyset(sort = "place", at, name, id)]
struct Place {
    #[keyset(unique)]
    id: u64,
    at: f64,
    name: String,
}

struct Failing(Second);

impl CursorSource for Failing {
    type Item = Place;
    type Error = Down;

    async fn rows(&mut self, request: &CursorRequest<Place>) -> Result<Vec<Place>, Down> {
        let first = u64::from(request.key().is_some()) * u64::from(request.size());
        let place = |id| Place {
            id,
            at: 0.5,
            name: "here".to_owned(),
        };
        let mut rows: Vec<_> = (first..)
            .take(usize::try_from(request.limit()).unwrap())
            .map(place)
            .collect();
        match self.0 {
            _ if first == 0 => {}
            Second::Down => return Err(Down(std::io::Error::other("no route to it"))),
            Second::First => rows = (0..).take(rows.len()).map(place).collect(),
            Second::Joined => rows.iter_mut().for_each(|row| row.id = first),
            Second::NoKey => rows.iter_mut().for_each(|row| row.at = f64::NAN),
            Second::TooLong => rows.iter_mut().for_each(|row| row.name = "there".repeat(1_000)),
        }
        Ok(rows)
    }
}

#[paginate(style = cursor, export, batch = 2)]
async fn failing(State(second): State<Second>) -> Failing {
    Failing(second)
}

/// The client has rows by then, and is told no more than that there is an error.
#[tokio::test(start_paused = true)]
async fn the_log_says_why_an_export_ended_after_its_first_rows() {
    for (second, said) in [
        (Second::Down, "the source failed: the source is down: no route to it"),
        (
            Second::First,
            "a batch has the row that it should come after; one of `at`, `name`, `id` compares otherwise than its field",
        ),
        (
            Second::Joined,
            "the rows on both sides of a batch's end have the same `at`, `name`, `id`; no two rows may",
        ),
        (
            Second::NoKey,
            "the row at the end of a batch cannot be a cursor: NaN has no place in an order",
        ),
        (
            Second::TooLong,
            "the row at the end of a batch cannot be a cursor: its cursor would be longer than 2048 bytes",
        ),
    ] {
        let (events, _recording) = Events::record();
        let app = Router::new().route("/", get(failing)).with_state(second);
        let request = Request::get("/")
            .header("accept", "application/jsonl")
            .body(Body::empty());
        let response = app.oneshot(request.unwrap()).await.unwrap();
        assert_eq!(response.status(), 200, "{said}");
        assert!(response.into_body().collect().await.is_err(), "{said}");
        let events = events.take();
        let errors: Vec<_> = events.iter().filter_map(|event| event.fields.get("error")).collect();
        assert_eq!(errors, [said]);
    }
}
