//! How batches are read, and what is said when one cannot be.

use std::{
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use axum::{
    Router,
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::Value;
use tower::ServiceExt;
use velithon::{CursorRequest, CursorSource, Keyset, paginate};

#[derive(Serialize, Keyset)]
#[keyset(sort = "id", id)]
struct Block {
    #[keyset(unique)]
    id: u64,
    text: Text,
}

/// A text of 1,000 letters, or one that refuses to be written.
struct Text {
    refuses: bool,
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.refuses {
            return Err(S::Error::custom("this one is refused"));
        }
        serializer.serialize_str(&"x".repeat(1000))
    }
}

/// Rows, for ever unless there is an end; counts how often it was asked for some.
#[derive(Clone, Default)]
struct Blocks {
    reads: Arc<AtomicUsize>,
    /// How often it was told to hold no connection any longer.
    releases: Arc<AtomicUsize>,
    /// The read that fails.
    fails_at: Option<usize>,
    /// It fails because all connections are in use.
    is_busy: bool,
    /// The row that cannot be written.
    refuses: Option<u64>,
    /// How many rows there are.
    rows: Option<u64>,
}

impl CursorSource for Blocks {
    type Item = Block;
    type Error = Box<dyn Error + Send + Sync>;

    async fn rows(&mut self, request: &CursorRequest<Block>) -> Result<Vec<Block>, Self::Error> {
        let read = self.reads.fetch_add(1, Relaxed);
        if self.fails_at == Some(read) {
            return Err(if self.is_busy {
                sqlx::Error::PoolTimedOut.into()
            } else {
                "the disk is gone".into()
            });
        }
        let first = request.key().and_then(|key| key.get::<u64>(0)).map_or(0, |id| id + 1);
        let rows = u64::try_from(request.limit()).unwrap();
        let block = |id| Block {
            id,
            text: Text {
                refuses: self.refuses == Some(id),
            },
        };
        let end = self.rows.unwrap_or(u64::MAX).min(first + rows);
        Ok((first..end).map(block).collect())
    }

    fn release(&mut self) {
        self.releases.fetch_add(1, Relaxed);
    }
}

#[paginate(style = cursor, export, batch = 100)]
async fn blocks(State(blocks): State<Blocks>) -> Blocks {
    blocks
}

#[paginate(style = cursor, export)]
async fn by_default(State(blocks): State<Blocks>) -> Blocks {
    blocks
}

/// An error of the source that has a status of its own.
struct Gone(Box<dyn Error + Send + Sync>);

impl From<Box<dyn Error + Send + Sync>> for Gone {
    fn from(error: Box<dyn Error + Send + Sync>) -> Self {
        Self(error)
    }
}

impl IntoResponse for Gone {
    fn into_response(self) -> Response {
        (StatusCode::GONE, self.0.to_string()).into_response()
    }
}

#[paginate(style = cursor, export, batch = 100)]
async fn gone(State(blocks): State<Blocks>) -> Result<Blocks, Gone> {
    Ok(blocks)
}

async fn ask(blocks: &Blocks, accept: &str) -> Response {
    ask_at("/", blocks, accept).await
}

async fn ask_at(path: &str, blocks: &Blocks, accept: &str) -> Response {
    let app = Router::new()
        .route("/", get(self::blocks))
        .route("/gone", get(gone))
        .route("/default", get(by_default));
    let request = Request::get(path).header("accept", accept).body(Body::empty());
    app.with_state(blocks.clone()).oneshot(request.unwrap()).await.unwrap()
}

/// The records up to the end, which is no good one.
async fn records(blocks: &Blocks) -> Vec<Value> {
    records_of(ask(blocks, "application/jsonl").await).await
}

async fn records_of(response: Response) -> Vec<Value> {
    let mut body = response.into_body();
    let mut text = Vec::new();
    let failed = loop {
        match body.frame().await {
            // A copy: the server takes a chunk for received once its buffer is dropped.
            Some(Ok(frame)) => text.extend_from_slice(&frame.into_data().unwrap()),
            Some(Err(_)) => break true,
            None => break false,
        }
    };
    assert!(failed, "the response is aborted");
    let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
}

#[tokio::test]
async fn a_client_that_does_not_read_has_one_batch_read_ahead() {
    let blocks = Blocks::default();
    let mut body = ask(&blocks, "application/jsonl").await.into_body();
    for _ in 0..30 {
        drop(body.frame().await.unwrap().unwrap());
        // Whoever reads has every chance now, and the client takes nothing.
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
    }
    let read = blocks.reads.load(Relaxed);
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        blocks.reads.load(Relaxed),
        read,
        "nothing is read for a client that takes nothing"
    );
    // 30 chunks of 32 KiB are 9 or 10 batches of 100 KB; one more is read ahead.
    assert!(read <= 11, "{read} batches");
}

/// A batch is asked for with one row more, which shows whether there is another.
#[tokio::test]
async fn nothing_is_read_behind_the_last_batch() {
    for (rows, reads) in [(99, 1), (100, 1), (101, 2)] {
        let blocks = Blocks {
            rows: Some(rows),
            ..Blocks::default()
        };
        let body = ask(&blocks, "application/jsonl").await.into_body();
        let text = body.collect().await.unwrap().to_bytes();
        let last = text.trim_ascii_end().rsplit(|byte| *byte == b'\n').next().unwrap();
        let end: Value = serde_json::from_slice(last).unwrap();
        assert_eq!(end["$end"]["count"], rows);
        assert_eq!(blocks.reads.load(Relaxed), reads, "{rows} rows");
    }
}

#[tokio::test]
async fn a_batch_is_read_as_soon_as_the_one_before_is_sent() {
    let blocks = Blocks::default();
    let mut body = ask(&blocks, "application/jsonl").await.into_body();
    let mut text = String::new();
    while !text.contains("$mark") {
        assert!(blocks.reads.load(Relaxed) <= 2, "one is read ahead");
        let frame = body.frame().await.unwrap().unwrap();
        text += std::str::from_utf8(&frame.into_data().unwrap()).unwrap();
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
    }
    let (_, second) = text.split_once("$mark").unwrap();
    assert!(
        second.contains("\"id\":100,"),
        "the chunk goes on with the second batch"
    );
    assert_eq!(blocks.reads.load(Relaxed), 3);
}

/// The clock is paused: a connection is held for so long at most, and a slow machine could take it.
#[tokio::test(start_paused = true)]
async fn a_connection_is_held_only_while_the_client_waits_for_the_next_batch() {
    let blocks = Blocks::default();
    let releases = blocks.releases.clone();
    // A task, as a server has one for each connection.
    let client = tokio::spawn(async move {
        let mut body = ask(&blocks, "application/jsonl").await.into_body();
        for _ in 0..30 {
            drop(body.frame().await.unwrap().unwrap());
        }
        assert!(blocks.reads.load(Relaxed) > 6);
        assert_eq!(blocks.releases.load(Relaxed), 0, "one batch follows the other");
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        body
    });
    let body = client.await.unwrap();
    assert_eq!(releases.load(Relaxed), 1, "the client takes nothing");
    drop(body);
}

#[tokio::test]
async fn batches_go_by_the_size_of_the_rows() {
    let mut body = ask_at("/default", &Blocks::default(), "application/jsonl")
        .await
        .into_body();
    let (mut text, mut marks) = (String::new(), Vec::new());
    while marks.len() < 4 {
        let frame = body.frame().await.unwrap().unwrap();
        text += std::str::from_utf8(&frame.into_data().unwrap()).unwrap();
        let whole = text.rfind('\n').map_or(0, |at| at + 1);
        for line in text.drain(..whole).collect::<String>().lines() {
            let record: Value = serde_json::from_str(line).unwrap();
            marks.extend(record["$mark"]["count"].as_u64());
        }
    }
    // Each row has 1,000 letters and 20 bytes more. The first batch is less than a chunk, so the second goes by it.
    assert_eq!(marks[0], 32);
    for pair in marks.windows(2) {
        assert!((500..=524).contains(&(pair[1] - pair[0])), "{marks:?}");
    }
}

/// As much as `velithon-client` holds, which hands rows out when the mark behind them has come.
#[tokio::test]
async fn no_more_than_8_mib_lie_between_two_marks() {
    #[derive(Serialize, Keyset)]
    #[keyset(sort = "id", id)]
    struct Large {
        #[keyset(unique)]
        id: u64,
        text: String,
    }

    #[paginate(style = cursor, export)]
    async fn large() -> Vec<Large> {
        let large = |id| Large {
            id,
            text: "x".repeat(200_000),
        };
        (0..100).map(large).collect()
    }

    let request = Request::get("/")
        .header("accept", "application/jsonl")
        .body(Body::empty());
    let response = Router::new()
        .route("/", get(large))
        .oneshot(request.unwrap())
        .await
        .unwrap();
    let text = response.into_body().collect().await.unwrap().to_bytes();
    let mut held = 0;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        held = if line.starts_with(b"{\"$mark\"") {
            0
        } else {
            held + line.len()
        };
        assert!(held <= 8 * 1024 * 1024);
    }
    assert!(text.len() > 100 * 200_000);
}

#[tokio::test]
async fn a_source_that_fails_leaves_the_cursor_behind_the_last_row() {
    let blocks = Blocks {
        fails_at: Some(3),
        ..Blocks::default()
    };
    let records = records(&blocks).await;
    let marks: Vec<_> = records.iter().filter_map(|record| record.get("$mark")).collect();
    assert_eq!((records.len(), marks.len()), (300 + 3 + 1, 3));
    let error = &records.last().unwrap()["$error"];
    assert_eq!(error["status"], 500, "{error}");
    assert_eq!(error["after"], marks[2]["after"]);
    assert!(error.get("detail").is_none(), "{error}");
}

#[tokio::test]
async fn a_pool_without_a_connection_is_503_in_the_middle_too() {
    let blocks = Blocks {
        fails_at: Some(3),
        is_busy: true,
        ..Blocks::default()
    };
    let error = &records(&blocks).await.pop().unwrap()["$error"];
    assert_eq!(error["status"], 503, "{error}");
    assert!(error["after"].is_string(), "{error}");
}

#[tokio::test]
async fn an_error_in_the_middle_has_the_status_of_the_handlers_error() {
    let blocks = |fails_at| Blocks {
        fails_at: Some(fails_at),
        ..Blocks::default()
    };
    let first = ask_at("/gone", &blocks(0), "application/jsonl").await;
    assert_eq!(first.status(), StatusCode::GONE);
    let text = first.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(text, "the disk is gone");
    let later = ask_at("/gone", &blocks(3), "application/jsonl").await;
    let error = &records_of(later).await.pop().unwrap()["$error"];
    assert_eq!(error["status"], 410, "{error}");
    assert!(error["after"].is_string(), "{error}");
}

#[tokio::test]
async fn where_no_cursor_is_known_the_last_mark_counts() {
    let blocks = Blocks {
        refuses: Some(250),
        ..Blocks::default()
    };
    let records = records(&blocks).await;
    assert_eq!(records.len(), 250 + 2 + 1);
    let error = &records.last().unwrap()["$error"];
    assert!(error.get("after").is_none(), "{error}");
}

#[tokio::test]
async fn an_error_in_the_first_batch_is_a_response() {
    for accept in ["application/jsonl", "text/event-stream"] {
        let first = Blocks {
            fails_at: Some(0),
            ..Blocks::default()
        };
        let response = ask(&first, accept).await;
        assert_eq!(response.status(), 500);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
    }
}
