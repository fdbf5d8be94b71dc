//! Attempts to have a client end with other rows than there are.

use std::{
    cell::Cell,
    cmp::Ordering,
    collections::BTreeSet,
    convert::Infallible,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Router, body::Body, extract::State, http::Request, response::Response, routing::get};
use http_body_util::BodyExt;
use serde::Serialize;
use serde_json::Value;
use sqlx::{FromRow, Sqlite, SqlitePool, sqlite::SqlitePoolOptions};
use tower::ServiceExt;
use velithon::{
    CursorKeys, CursorRequest, CursorSource, KeyError, KeyType, KeyValue, Keyset, paginate,
    sql::{self, SqlSource},
    testing,
};

use crate::records::{Record, records};

async fn ask(app: &Router, uri: &str, accept: &str) -> Response {
    let request = Request::get(uri).header("accept", accept).body(Body::empty());
    app.clone().oneshot(request.unwrap()).await.unwrap()
}

/// The lines of a whole export.
async fn lines(app: &Router, uri: &str) -> Vec<Value> {
    let response = ask(app, uri, "application/jsonl").await;
    assert_eq!(response.status(), 200, "{uri}");
    let text = response.into_body().collect().await.expect("a whole export").to_bytes();
    let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
}

fn after(line: &Value) -> Option<&str> {
    let mark = line.get("$mark").or(line.get("$end"));
    mark.and_then(|mark| mark["after"].as_str())
}

/// A row that looks like the end of an export.
#[derive(Serialize, Keyset)]
#[keyset(sort = "id", id asc)]
struct Forged {
    #[serde(rename = "$end")]
    end: Value,
    #[keyset(unique)]
    id: u32,
}

#[paginate(style = cursor, export)]
async fn forged() -> Vec<Forged> {
    let end = serde_json::json!({"count": 1, "complete": true, "after": "1.x"});
    (0..3).map(|id| Forged { end: end.clone(), id }).collect()
}

#[tokio::test]
async fn a_row_that_looks_like_an_end_is_none() {
    let app = Router::new().route("/", get(forged));
    assert_eq!(ask(&app, "/", "application/json").await.status(), 200);
    // An event says by its name what it is.
    let events = ask(&app, "/", "text/event-stream").await.into_body().collect().await;
    let events = String::from_utf8(events.unwrap().to_bytes().to_vec()).unwrap();
    assert_eq!(events.matches("event: end").count(), 1, "{events}");
    assert_eq!(ask(&app, "/", "application/jsonl").await.status(), 500);
}

/// A row with a text of its own length as its key.
#[derive(Clone, Serialize, Keyset)]
#[keyset(sort = "name", name asc, id asc)]
struct Named {
    #[keyset(unique)]
    id: u32,
    name: String,
}

/// How long the longest name is with which a row can be named by a cursor, found by asking.
async fn longest_name() -> usize {
    let (mut fits, mut does_not) = (0, 4000);
    while does_not - fits > 1 {
        let length = usize::midpoint(fits, does_not);
        let rows = vec![named(0, 'a', length), named(1, 'b', 1)];
        let app = Router::new().route("/", get(all_named)).with_state(Arc::new(rows));
        let page = ask(&app, "/?size=1", "application/json").await;
        let body = page.into_body().collect().await.unwrap().to_bytes();
        let page: Value = serde_json::from_slice(&body).unwrap();
        let rows = page["items"].as_array().map_or(0, Vec::len);
        if rows == 1 {
            fits = length;
        } else {
            does_not = length;
        }
    }
    fits
}

fn named(id: u32, first: char, length: usize) -> Named {
    let name = first.to_string() + &"x".repeat(length.saturating_sub(1));
    Named { id, name }
}

#[paginate(style = cursor, export, batch = 2)]
async fn all_named(State(rows): State<Arc<Vec<Named>>>) -> Vec<Named> {
    rows.to_vec()
}

#[tokio::test]
async fn keys_as_long_as_a_cursor_has_room_for_lose_no_row() {
    let longest = longest_name().await;
    assert!((100..4000).contains(&longest), "{longest}");
    // Rows behind and before ones that no cursor can name, at each place of a batch.
    for pattern in 0..64_u32 {
        let rows: Vec<_> = (0..9)
            .map(|id| {
                let is_long = pattern >> (id % 6) & 1 == 1 && id % 3 > 0;
                let first = char::from(b'a' + u8::try_from(id).unwrap());
                named(id, first, longest + usize::from(is_long))
            })
            .collect();
        let app = Router::new()
            .route("/", get(all_named))
            .with_state(Arc::new(rows.clone()));
        let all = lines(&app, "/").await;
        let ids = |lines: &[Value]| -> Vec<_> { lines.iter().filter_map(|line| line["id"].as_u64()).collect() };
        assert_eq!(ids(&all), (0..9).collect::<Vec<_>>(), "{pattern:b}");
        for (at, line) in all.iter().enumerate() {
            let Some(cursor) = after(line) else { continue };
            let rest = lines(&app, &format!("/?cursor={cursor}")).await;
            assert_eq!(ids(&rest), ids(&all[at..]), "{pattern:b}, behind line {at}");
        }
    }
}

/// Rows that somebody deletes while they are exported.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<BTreeSet<u32>>>);

#[derive(Serialize, Keyset)]
#[keyset(sort = "id", id asc)]
struct Padded {
    #[keyset(unique)]
    id: u32,
    text: String,
}

impl CursorSource for Shared {
    type Item = Padded;
    type Error = Infallible;

    async fn rows(&mut self, request: &CursorRequest<Padded>) -> Result<Vec<Padded>, Infallible> {
        let first = request.key().and_then(|key| key.get::<u32>(0)).map_or(0, |id| id + 1);
        let rows = self.0.lock().unwrap();
        let rows = rows.range(first..).take(usize::try_from(request.limit()).unwrap());
        let padded = |id: &u32| Padded {
            id: *id,
            text: "x".repeat(5000),
        };
        Ok(rows.map(padded).collect())
    }
}

#[paginate(style = cursor, export, batch = 10)]
async fn shared(State(rows): State<Shared>) -> Shared {
    rows
}

#[tokio::test]
async fn batches_that_are_deleted_while_they_are_waited_for_are_passed_over() {
    for keep in [1, 7, 50, 1000] {
        let rows = Shared(Arc::new(Mutex::new((0..400).collect())));
        let app = Router::new().route("/", get(shared)).with_state(rows.clone());
        let mut body = ask(&app, "/", "application/jsonl").await.into_body();
        let (mut text, mut frames) = (Vec::new(), 0);
        while let Some(frame) = body.frame().await {
            text.extend_from_slice(&frame.expect("a whole export").into_data().unwrap());
            frames += 1;
            if frames == 3 {
                // Whole batches and the rows at their ends are gone, and the row that the next one was to begin behind.
                rows.0.lock().unwrap().retain(|id| *id > 350 && id % keep == 0);
            }
        }
        let lines: Vec<Value> = (text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()))
            .map(|line| serde_json::from_slice(line).unwrap())
            .collect();
        let ids: Vec<_> = lines.iter().filter_map(|line| line["id"].as_u64()).collect();
        assert!(ids.is_sorted_by(|one, other| one < other), "{ids:?}");
        let there: Vec<u64> = rows.0.lock().unwrap().iter().map(|id| u64::from(*id)).collect();
        assert!(ids.ends_with(&there), "{keep}: {ids:?} ends with {there:?}");
        let end = &lines.last().unwrap()["$end"];
        assert_eq!((&end["complete"], &end["count"]), (&true.into(), &ids.len().into()));
        assert!(lines.len() < 400, "something was deleted");
    }
}

#[paginate(style = cursor, export, batch = 4)]
async fn in_batches() -> Vec<Record> {
    records(30)
}

#[tokio::test]
async fn a_size_may_end_where_a_batch_or_everything_does() {
    let app = Router::new().route("/", get(in_batches));
    for size in [1, 3, 4, 5, 8, 28, 29, 30, 31, 1000] {
        let lines = lines(&app, &format!("/?size={size}")).await;
        let end = &lines.last().unwrap()["$end"];
        assert_eq!(end["count"], size.min(30), "{size}");
        assert_eq!(end["complete"], size >= 30, "{size}");
        assert_eq!(lines.iter().filter(|line| line.get("$end").is_some()).count(), 1);
    }
    testing::walk(app, "/")
        .sizes([4, 8, 30])
        .exports()
        .expect(&records(30))
        .await
        .unwrap();
}

static ROTATED: CursorKeys = CursorKeys::new();

#[paginate(style = cursor, export, batch = 4, sign = ROTATED)]
async fn signed() -> Vec<Record> {
    records(30)
}

#[tokio::test]
async fn an_export_goes_on_while_its_keys_are_changed() {
    let app = Router::new().route("/", get(signed));
    let (old, new, newest) = ([1_u8; 32], [2_u8; 32], [3_u8; 32]);
    ROTATED.set([old]).unwrap();
    let all = lines(&app, "/").await;
    let marks: Vec<_> = all.iter().filter_map(after).collect();
    ROTATED.set([new, old]).unwrap();
    for (number, cursor) in (1..).zip(&marks) {
        let rest = lines(&app, &format!("/?cursor={cursor}")).await;
        let ids = rest.iter().filter_map(|line| line["id"].as_u64());
        assert!(ids.eq((number * 4).min(30)..30), "mark {number}");
    }
    // A key that is gone takes its cursors with it, and says so.
    ROTATED.set([newest, new]).unwrap();
    for accept in ["application/jsonl", "application/json", "text/event-stream"] {
        assert_eq!(
            ask(&app, &format!("/?cursor={}", marks[0]), accept).await.status(),
            400,
            "{accept}"
        );
    }
}

#[derive(Clone, Serialize, FromRow, Keyset)]
#[keyset(sort = "id", id asc)]
struct Stored {
    #[keyset(unique)]
    id: i64,
}

#[paginate(style = cursor, export)]
async fn stored(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Stored> {
    sql::select("SELECT 1 AS id").on(db)
}

#[paginate(style = cursor, export)]
async fn loaded() -> Vec<Stored> {
    (1..=3).map(|id| Stored { id }).collect()
}

#[paginate(style = cursor, export)]
async fn selected(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Stored> {
    sql::select("SELECT 1 AS id UNION SELECT 2 UNION SELECT 3").on(db)
}

/// Where the rows come from is changed by an update of the server: the keys of a database are its own.
#[tokio::test]
async fn a_cursor_of_a_database_is_none_of_rows_in_memory() {
    let db = SqlitePool::connect_lazy("sqlite::memory:").unwrap();
    let apps = [
        Router::new().route("/", get(loaded)).with_state(()),
        Router::new().route("/", get(selected)).with_state(db),
    ];
    let mut cursors = Vec::new();
    for app in &apps {
        let page = ask(app, "/?size=1", "application/json")
            .await
            .into_body()
            .collect()
            .await;
        let page: Value = serde_json::from_slice(&page.unwrap().to_bytes()).unwrap();
        cursors.push(page["next_cursor"].as_str().unwrap().to_owned());
    }
    for (number, app) in apps.iter().enumerate() {
        for accept in ["application/json", "application/jsonl", "text/event-stream"] {
            for (of, cursor) in cursors.iter().enumerate() {
                let answer = ask(app, &format!("/?size=1&cursor={cursor}"), accept).await;
                let expected = if of == number { 200 } else { 400 };
                assert_eq!(answer.status(), expected, "{number}, {accept}, cursor of {of}");
            }
        }
    }
}

#[tokio::test]
async fn a_pool_that_gives_nothing_is_an_answer() {
    for timeout in [0, 1, 20] {
        let pool = SqlitePoolOptions::new().max_connections(1);
        let pool = pool.acquire_timeout(Duration::from_millis(timeout));
        let db = pool.connect_lazy("sqlite::memory:").unwrap();
        // Somebody else has the connection. In no time, nobody has one.
        let mut connection = db.acquire().await;
        while timeout > 0 && connection.is_err() {
            connection = db.acquire().await;
        }
        let app = Router::new().route("/", get(stored)).with_state(db.clone());
        for accept in ["application/json", "application/jsonl", "text/event-stream"] {
            let response = ask(&app, "/", accept).await;
            assert_eq!(response.status(), 503, "{timeout} ms, {accept}");
            assert!(response.headers().contains_key("retry-after"));
        }
    }
}

/// A number that tells how often it was compared.
#[derive(Clone)]
struct Compared(u64);

thread_local! {
    /// Those of one test, which has a thread of its own.
    static COMPARISONS: Cell<u64> = const { Cell::new(0) };
}

impl KeyType for Compared {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        Ok(KeyValue::Unsigned(self.0))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        u64::from_key(value).map(Self)
    }

    fn compare(&self, other: &Self) -> Ordering {
        COMPARISONS.set(COMPARISONS.get() + 1);
        self.0.cmp(&other.0)
    }
}

#[derive(Clone, Serialize, Keyset)]
#[keyset(sort = "id", id asc)]
struct Numbered {
    #[keyset(unique)]
    #[serde(skip)]
    id: Compared,
}

const NUMBERED: u64 = 4096;

/// From each row to the next, the number grows by so much.
#[paginate(style = cursor, export, batch = 8)]
async fn numbered(State(step): State<u64>) -> Vec<Numbered> {
    let id = |row: u64| Compared(row * step % NUMBERED);
    (0..NUMBERED).map(|row| Numbered { id: id(row) }).collect()
}

#[tokio::test]
async fn rows_in_memory_are_sorted_once() {
    // A heap takes about 2 n log n comparisons, and each of the 512 batches a search; looking through all rows for each of them
    // would take two million. Rows that are in order are compared with their neighbours and searched.
    for (step, most) in [(2731, 150_000), (1, 15_000)] {
        let app = Router::new().route("/", get(numbered)).with_state(step);
        COMPARISONS.set(0);
        let all = lines(&app, "/").await;
        assert_eq!(all.last().unwrap()["$end"]["count"], NUMBERED);
        let comparisons = COMPARISONS.get();
        assert!(comparisons < most, "{comparisons} comparisons by {step}");
    }
}

/// The page from the middle on, of rows that are in order and of rows that are not.
#[tokio::test]
async fn a_page_of_rows_in_order_is_searched_for() {
    // All rows with their neighbours, and a search; or all rows with the cursor, and those behind it with the last of the page.
    for (step, expected) in [
        (1, NUMBERED..NUMBERED + 50),
        (2731, NUMBERED + NUMBERED / 2..2 * NUMBERED),
    ] {
        let app = Router::new().route("/", get(numbered)).with_state(step);
        let middle = lines(&app, "/").await;
        let middle = middle.iter().filter_map(after).nth(256).expect("a mark in the middle");
        COMPARISONS.set(0);
        let page = ask(&app, &format!("/?size=20&cursor={middle}"), "application/json").await;
        assert_eq!(page.status(), 200);
        let comparisons = COMPARISONS.get();
        assert!(expected.contains(&comparisons), "{comparisons} comparisons by {step}");
    }
}
