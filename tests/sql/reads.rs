//! How many rows are read for a page: those of the page and one more, once, unless a key at its end is too long for a cursor.

use std::cell::Cell;

use axum::{Router, body::Body, extract::State, http::Request, routing::get};
use http_body_util::BodyExt;
use serde::Serialize;
use serde_json::Value;
use sqlx::{ColumnIndex, Decode, FromRow, Pool, Type};
use tower::ServiceExt;
use velithon::{
    Keyset, paginate,
    sql::{self, SqlSource},
};

use crate::backend::{Backend, InMemory, OnMariaDb, OnServer};

thread_local! {
    /// How many rows were read by one test, which has a thread of its own.
    static READ: Cell<usize> = const { Cell::new(0) };
}

/// A row that is counted as it is read.
#[derive(Serialize, Keyset)]
#[keyset(sort = "at", at, id)]
struct Counted {
    #[keyset(unique)]
    id: i64,
    #[serde(skip)]
    at: String,
}

impl<'r, R: sqlx::Row> FromRow<'r, R> for Counted
where
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        READ.set(READ.get() + 1);
        Ok(Self {
            id: row.try_get("id")?,
            at: row.try_get("at")?,
        })
    }
}

macro_rules! handlers {
    ($module:ident, $backend:ty, $db:ty) => {
        mod $module {
            use super::*;

            #[paginate(style = cursor, export, batch = 3)]
            async fn all(State(db): State<Pool<$db>>) -> SqlSource<$db, Counted> {
                sql::select("SELECT * FROM t").on(db)
            }

            impl Reads for $backend {
                fn app(&self) -> Router {
                    Router::new().route("/", get(all)).with_state(self.pool().clone())
                }
            }
        }
    };
}

/// The handler over a backend's database.
trait Reads: Backend {
    fn app(&self) -> Router;
}

handlers!(over_sqlite, InMemory, sqlx::Sqlite);
handlers!(over_postgres, OnServer, sqlx::Postgres);
handlers!(over_mariadb, OnMariaDb, sqlx::MySql);

on_all! {
    a_page_is_read_once,
    a_batch_is_read_once,
    a_page_whose_ends_have_long_keys_is_read_again,
    a_key_of_the_greatest_length_is_read_once,
    a_page_that_has_no_end_but_the_last_row_has_all_rows,
    more_rows_may_follow_the_last_row_that_was_read,
}

/// How many rows are read when a page of three is read again: those of the page, the 16 that may follow where it ends later, and one
/// more.
const READ_AGAIN: usize = 3 + 16 + 1;

/// Length of a text with a number alone.
const SHORT: usize = 2;

/// A table of rows whose texts, in the order of their ids, are of these lengths.
async fn table<B: Backend>(db: &B, lengths: &[usize]) {
    let rows = (1..).zip(lengths);
    let rows: Vec<_> = rows
        .map(|(id, length)| format!("({id}, '{id:02}{}')", "x".repeat(length - SHORT)))
        .collect();
    db.run(format!(
        "DROP TABLE IF EXISTS t; CREATE TABLE t (id BIGINT PRIMARY KEY, at {} NOT NULL); INSERT INTO t VALUES {}",
        B::LONG_INDEXED_TEXT,
        rows.join(", ")
    ))
    .await;
}

/// A response's body, and how many rows were read for it.
async fn ask(app: &Router, uri: &str, accept: &str) -> (Vec<u8>, usize) {
    READ.set(0);
    let request = Request::get(uri).header("accept", accept).body(Body::empty());
    let response = app.clone().oneshot(request.unwrap()).await.unwrap();
    assert_eq!(response.status(), 200, "{uri}");
    let body = response.into_body().collect().await.expect("a whole body").to_bytes();
    (body.to_vec(), READ.get())
}

/// How many rows are on each page of three, and how many are read for it.
async fn pages(app: &Router, link: &str, from: Value) -> (Vec<[usize; 2]>, Value) {
    let (mut pages, mut cursor) = (Vec::new(), from);
    loop {
        let at = cursor.as_str().unwrap_or_default();
        let (body, read) = ask(app, &format!("/?size=3&cursor={at}"), "application/json").await;
        let page: Value = serde_json::from_slice(&body).unwrap();
        pages.push([page["items"].as_array().unwrap().len(), read]);
        let before = page["prev_cursor"].clone();
        cursor = page[link].clone();
        if cursor.is_null() {
            return (pages, before);
        }
    }
}

async fn a_page_is_read_once<B: Reads>(db: B) {
    for (count, there, back) in [
        (1, vec![[1, 1]], None),
        (3, vec![[3, 3]], None),
        (4, vec![[3, 4], [1, 1]], Some(vec![[3, 3]])),
        (6, vec![[3, 4], [3, 3]], Some(vec![[3, 3]])),
        (7, vec![[3, 4], [3, 4], [1, 1]], Some(vec![[3, 4], [3, 3]])),
    ] {
        table(&db, &vec![SHORT; count]).await;
        let app = db.app();
        let (read, before) = pages(&app, "next_cursor", Value::Null).await;
        assert_eq!(read, there, "{count} rows");
        if let Some(back) = back {
            let (read, _) = pages(&app, "prev_cursor", before).await;
            assert_eq!(read, back, "{count} rows, back from the last page");
        }
    }
}

async fn a_batch_is_read_once<B: Reads>(db: B) {
    for (count, expected) in [(1, 1), (3, 3), (4, 4 + 1), (6, 4 + 3), (7, 4 + 4 + 1)] {
        table(&db, &vec![SHORT; count]).await;
        let (_, read) = ask(&db.app(), "/", "application/jsonl").await;
        assert_eq!(read, expected, "{count} rows");
    }
}

/// Both at its end: its last row, and the one behind it. The others are named by no cursor.
async fn a_page_whose_ends_have_long_keys_is_read_again<B: Reads>(db: B) {
    const LONG: usize = 1_601;
    // The first read takes four.
    const BOTH_READS: usize = 4 + READ_AGAIN;
    for (long, expected) in [
        (1, [3, 4]),
        (2, [3, 4]),
        (3, [1, BOTH_READS]),
        (4, [2, BOTH_READS]),
        (5, [3, 4]),
    ] {
        assert_eq!(first_page(&db, long, LONG).await, expected, "row {long}");
    }
}

/// How many rows are on the first page of three, and how many are read for it, where one of 30 rows has a text of this length.
async fn first_page<B: Reads>(db: &B, long: usize, length: usize) -> [usize; 2] {
    let mut lengths = [SHORT; 30];
    lengths[long - 1] = length;
    table(db, &lengths).await;
    let (pages, _) = pages(&db.app(), "none", Value::Null).await;
    pages[0]
}

/// A page is read again if and only if it does not end where it ends by its size.
async fn a_key_of_the_greatest_length_is_read_once<B: Reads>(db: B) {
    for long in [3, 4] {
        let (mut fits, mut is_long) = (SHORT, 1_601);
        while is_long - fits > 1 {
            let length = usize::midpoint(fits, is_long);
            match first_page(&db, long, length).await {
                [3, 4] => fits = length,
                [1 | 2, _] => is_long = length,
                page => panic!("{page:?}: row {long} of {length} letters"),
            }
        }
        assert!(fits > 1_000, "{fits} letters");
    }
}

/// Every key is too long for a cursor: a page can end where the rows do, as long as they end among those that are read.
async fn a_page_that_has_no_end_but_the_last_row_has_all_rows<B: Reads>(db: B) {
    for (count, status) in [
        (4, 200),
        (READ_AGAIN - 1, 200),
        (READ_AGAIN, 500),
        (READ_AGAIN + 1, 500),
    ] {
        table(&db, &vec![1_601; count]).await;
        let request = Request::get("/?size=3").body(Body::empty()).unwrap();
        let response = db.app().oneshot(request).await.unwrap();
        assert_eq!(response.status(), status, "{count} rows");
        if status == 200 {
            let body = response.into_body().collect().await.unwrap().to_bytes();
            let page: Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(page["items"].as_array().unwrap().len(), count);
            assert_eq!(page["next_cursor"], Value::Null, "{count} rows");
        }
    }
}

/// The first key that fits a cursor is that of the last row that is read.
async fn more_rows_may_follow_the_last_row_that_was_read<B: Reads>(db: B) {
    for after in [0, 1, 5] {
        let mut lengths = [1_601; READ_AGAIN - 1].to_vec();
        lengths.resize(READ_AGAIN + after, SHORT);
        table(&db, &lengths).await;
        let app = db.app();
        let (pages, _) = pages(&app, "next_cursor", Value::Null).await;
        let walked: usize = pages.iter().map(|[rows, _]| rows).sum();
        assert_eq!(
            (pages[0][0], walked),
            (READ_AGAIN, lengths.len()),
            "{after} rows after it"
        );
        let (lines, _) = ask(&app, "/", "application/jsonl").await;
        let lines = String::from_utf8(lines).unwrap();
        let ids = lines.lines().filter_map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            line["id"].as_u64()
        });
        assert!(ids.eq(1..=lengths.len() as u64), "{after} rows after it: {lines}");
    }
}
