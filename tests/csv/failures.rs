//! Tables that are not complete: none of them looks whole.

use axum::{Router, http::StatusCode, response::IntoResponse, routing};
use serde::Serialize;
use velithon::{BlockingEmitter, Emitter, stream_json};
use velithon_test_support::{Answer, Client};

use crate::ask;

const MANY: u32 = 50_000;

/// What the last line of a table is that failed as this handler does.
const LAST: &str = "\r\n\"$error: I'm a teapot";

#[derive(Debug)]
pub(crate) struct Teapot;

impl std::fmt::Display for Teapot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("short and stout")
    }
}

impl std::error::Error for Teapot {}

impl IntoResponse for Teapot {
    fn into_response(self) -> axum::response::Response {
        (StatusCode::IM_A_TEAPOT, "short and stout").into_response()
    }
}

#[stream_json(format = csv)]
pub(crate) async fn broken(rows: &Emitter<(u32, &str)>) -> Result<(), Teapot> {
    rows.emit_all((0..MANY).map(|row| (row, "text"))).await;
    Err(Teapot)
}

#[stream_json(format = csv)]
fn broken_on_a_thread(rows: &BlockingEmitter<(u32, &str)>) -> Result<(), Teapot> {
    let _ = rows.emit_all((0..MANY).map(|row| (row, "text")));
    Err(Teapot)
}

#[stream_json(format = csv)]
pub(crate) async fn whole(rows: &Emitter<(u32, &str)>) {
    rows.emit_all((0..MANY).map(|row| (row, "text"))).await;
}

async fn serve() -> Client {
    let app = Router::new()
        .route("/broken", routing::get(broken))
        .route("/broken-on-a-thread", routing::get(broken_on_a_thread))
        .route("/whole", routing::get(whole));
    Client::of(app).await
}

/// All rows, and then the line that never ends.
#[track_caller]
fn assert_every_row_and_no_end(text: &str) {
    let rows = text.strip_suffix(LAST).expect("a last line that never ends");
    let rows: Vec<u32> = rows
        .split("\r\n")
        .skip(1)
        .map(|line| line.strip_suffix(",text").expect("a row").parse().expect("a number"))
        .collect();
    assert!(rows.into_iter().eq(0..MANY));
}

#[tokio::test]
async fn an_early_error_is_a_response_of_its_own() {
    #[stream_json(format = csv)]
    async fn refused(rows: &Emitter<(u32,)>) -> Result<(), Teapot> {
        rows.emit(&(1,)).await;
        Err(Teapot)
    }
    let answer = ask(refused, "").await;
    assert_eq!((answer.status(), answer.text().as_str()), (418, "short and stout"));
}

#[tokio::test]
async fn a_late_error_ends_in_the_middle_of_a_line_and_aborts() {
    for path in ["/broken", "/broken-on-a-thread"] {
        for version in ["HTTP/1.1", "HTTP/1.0"] {
            let answer = serve().await.ask(&format!("GET {path} {version}"), "").await;
            assert_eq!(answer.status(), 200);
            assert_eq!(
                answer.is_whole(),
                version == "HTTP/1.0",
                "1.0 has no other end than the close"
            );
            assert_every_row_and_no_end(&answer.text());
        }
    }
}

#[tokio::test]
async fn a_complete_table_ends_with_a_line_end() {
    let answer = serve().await.get("/whole").await;
    assert!(answer.is_whole());
    assert!(answer.text().ends_with(&format!("{},text\r\n", MANY - 1)));
}

#[tokio::test]
async fn no_chunk_but_the_last_ends_with_a_line_end() {
    let answer = ask(whole, "").await;
    let (last, others) = answer.chunks.split_last().unwrap();
    assert!(last.ends_with(b"\r\n"));
    assert!(others.len() > 10);
    assert!(others.iter().all(|chunk| !chunk.ends_with(b"\n")));
}

#[tokio::test(flavor = "multi_thread")]
async fn curl_says_that_a_late_error_is_a_partial_transfer() {
    if let Some(output) = serve().await.curl("/broken").await {
        assert_eq!(output.status.code(), Some(18));
        assert_every_row_and_no_end(&String::from_utf8(output.stdout).unwrap());
    }
}

#[tokio::test]
async fn an_item_of_another_shape_fails_the_stream() {
    #[derive(Serialize)]
    #[serde(untagged)]
    enum Row {
        One { id: u32, name: &'static str },
        Other { id: u32, title: &'static str },
    }
    #[stream_json(format = csv, error_detail = off)]
    async fn late(rows: &Emitter<Row>) {
        rows.emit(&Row::One { id: 1, name: "a" }).await;
        rows.commit().await;
        rows.emit(&Row::Other { id: 2, title: "b" }).await;
    }
    #[stream_json(format = csv)]
    async fn early(rows: &Emitter<Row>) {
        rows.emit(&Row::One { id: 1, name: "a" }).await;
        rows.emit(&Row::Other { id: 2, title: "b" }).await;
    }
    let answer = ask(late, "").await;
    assert_eq!(answer.text(), "id,name\r\n1,a\r\n\"$error: Internal Server Error");
    let failure = answer.failure.expect("an abort");
    let said = "an item could not be written as CSV: the field `title` was not in the first item";
    assert!(failure.contains(said), "{failure}");
    let problem = ask(early, "").await.problem(500, "internal-error");
    assert!(!problem.to_string().contains("first item"), "{problem}");
}

#[tokio::test]
async fn an_item_that_is_too_long_fails_the_stream() {
    #[stream_json(format = csv, max_item = 100)]
    async fn long(rows: &Emitter<(u32, String)>) {
        rows.emit(&(1, "a".repeat(98))).await;
        rows.commit().await;
        rows.emit(&(2, "b".repeat(99))).await;
    }
    let answer = ask(long, "").await;
    let rows = format!(
        "column0,column1\r\n1,{}\r\n\"$error: Internal Server Error",
        "a".repeat(98)
    );
    assert_eq!(answer.text(), rows);
    let failure = answer.failure.expect("an abort");
    assert!(failure.contains("100 bytes that `max_item` allows"), "{failure}");
}

#[tokio::test]
async fn a_panic_half_way_through_an_item_cuts_it_off() {
    struct Panics(u32);
    impl Serialize for Panics {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            use serde::ser::SerializeTuple;
            let mut row = serializer.serialize_tuple(2)?;
            row.serialize_element(&self.0)?;
            assert!(self.0 < 2, "no more");
            row.serialize_element("text")?;
            row.end()
        }
    }
    #[stream_json(format = csv)]
    async fn panics(rows: &Emitter<Panics>) {
        rows.emit(&Panics(1)).await;
        rows.commit().await;
        rows.emit(&Panics(2)).await;
    }
    let answer: Answer = ask(panics, "").await;
    assert_eq!(
        answer.text(),
        "column0,column1\r\n1,text\r\n\"$error: Internal Server Error"
    );
    assert!(!answer.is_whole());
}
