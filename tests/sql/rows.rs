//! Rows with every kind of order, and walks of them.

use std::fmt::Display;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use sqlx::{AssertSqlSafe, FromRow};
use velithon::{
    CursorRequest, CursorSource, Key, Keyset, PageRequest, PageSource,
    sql::{self, OrderBy, SqlDatabase, SqlKeyset, SqlRow, SqlSource},
};

use crate::backend::Backend;

#[derive(Clone, Debug, PartialEq, Serialize, FromRow, Keyset)]
#[keyset(sort = "id", id asc)]
#[keyset(sort = "latest id", id desc)]
#[keyset(sort = "groups", g asc, id asc)]
#[keyset(sort = "last groups", g desc, id desc)]
#[keyset(sort = "mixed", g desc, id asc)]
#[keyset(sort = "names", s asc nulls last, id asc)]
#[keyset(sort = "unnamed", s asc nulls first, id asc)]
#[keyset(sort = "last names", s desc nulls last, id asc)]
#[keyset(sort = "last unnamed", s desc nulls first, id desc)]
#[keyset(sort = "hollow", hollow asc nulls last, id asc)]
#[keyset(sort = "last hollow", hollow desc nulls first, id desc)]
#[keyset(sort = "within groups", g asc, s desc nulls last, id asc)]
#[keyset(sort = "two nullable", s asc nulls last, n desc nulls first, id asc)]
#[keyset(sort = "moments", moment desc, id asc)]
pub(crate) struct Row {
    #[keyset(unique)]
    pub(crate) id: i64,
    pub(crate) g: i64,
    pub(crate) s: Option<String>,
    #[sqlx(rename = "the \"n\"")]
    #[keyset(column = "the \"n\"")]
    pub(crate) n: Option<i64>,
    pub(crate) hollow: Option<String>,
    pub(crate) moment: DateTime<Utc>,
}

/// A row that both styles read on this database.
pub(crate) trait Rows<DB: SqlDatabase>: SqlRow<DB> + SqlKeyset<DB> {}

impl<DB: SqlDatabase, T: SqlRow<DB> + SqlKeyset<DB>> Rows<DB> for T {}

/// What stands behind `ORDER BY` for each of the orders, by hand.
pub(crate) const ORDERS: [&str; 14] = [
    "id",
    "id DESC",
    "g, id",
    "g DESC, id DESC",
    "g DESC, id",
    "s NULLS LAST, id",
    "s NULLS FIRST, id",
    "s DESC NULLS LAST, id",
    "s DESC NULLS FIRST, id DESC",
    "hollow NULLS LAST, id",
    "hollow DESC NULLS FIRST, id DESC",
    "g, s DESC NULLS LAST, id",
    "s NULLS LAST, \"the \"\"n\"\"\" DESC NULLS FIRST, id",
    "moment DESC, id",
];

pub(crate) async fn create<B: Backend>(db: &B) {
    create_with(db, "TEXT").await;
}

/// The table with this type of the texts `s`.
pub(crate) async fn create_with<B: Backend>(db: &B, text: &str) {
    let (n, moment) = (B::QUOTED_N, B::MOMENT);
    db.run(format!(
        "CREATE TABLE k (id BIGINT PRIMARY KEY, g BIGINT NOT NULL, s {text}, {n} BIGINT, hollow TEXT, moment {moment} NOT NULL)"
    ))
    .await;
}

pub(crate) async fn insert<B: Backend>(db: &B, rows: &[Row]) {
    for batch in rows.chunks(500) {
        let values: Vec<_> = batch.iter().map(literal::<B>).collect();
        db.run(format!("INSERT INTO k VALUES {}", values.join(", "))).await;
    }
}

fn literal<B: Backend>(row: &Row) -> String {
    fn text<T: Display>(value: Option<&T>) -> String {
        value.map_or("NULL".to_owned(), |value| {
            format!("'{}'", value.to_string().replace('\'', "''"))
        })
    }
    let n = row.n.map_or("NULL".to_owned(), |n| n.to_string());
    let moment = B::moment(row.moment);
    let (s, hollow) = (text(row.s.as_ref()), text(row.hollow.as_ref()));
    format!("({}, {}, {s}, {n}, {hollow}, {moment})", row.id, row.g)
}

/// The table with these rows.
pub(crate) async fn filled<B: Backend>(db: &B, rows: &[Row]) {
    create(db).await;
    insert(db, rows).await;
}

/// Fixture K: 60 rows, `g = id % 3`, `s` NULL in every fourth, with ties.
pub(crate) fn fixture() -> Vec<Row> {
    (0..60).map(row).collect()
}

pub(crate) fn row(id: i64) -> Row {
    let start: DateTime<Utc> = "2024-05-01T12:00:00Z".parse().unwrap();
    Row {
        id,
        g: id % 3,
        s: (id % 4 != 0).then(|| format!("name {}", id * 7 % 5)),
        n: (id % 5 != 0).then_some(id % 2),
        hollow: None,
        // Two at each moment, a microsecond between the moments.
        moment: start + TimeDelta::microseconds(id / 2),
    }
}

pub(crate) fn source<B: Backend>(db: &B) -> SqlSource<B::Db, Row> {
    sql::select("SELECT * FROM k").on(db.pool())
}

/// All rows in an order, by a query of its own.
pub(crate) async fn unpaged<B: Backend>(db: &B, sort: usize) -> Vec<i64>
where
    Row: Rows<B::Db>,
{
    let all = sql::select("SELECT * FROM k").order_by(AssertSqlSafe(B::order(ORDERS[sort])));
    let mut all: SqlSource<B::Db, Row, OrderBy> = all.on(db.pool());
    let rows = PageSource::rows(&mut all, PageRequest::new(0, 1_000_000))
        .await
        .unwrap();
    rows.iter().map(|row| row.id).collect()
}

/// A page as a client gets it, and where the next one starts.
pub(crate) async fn page<DB: SqlDatabase>(
    mut source: SqlSource<DB, Row>,
    request: &CursorRequest<Row>,
) -> (Vec<Row>, Option<Key<Row>>)
where
    Row: Rows<DB>,
{
    let mut rows = CursorSource::rows(&mut source, request).await.unwrap();
    let size = request.size() as usize;
    assert!(rows.len() <= size + 1, "{} rows of a page of {size}", rows.len());
    let more = rows.len() > size;
    rows.truncate(size);
    let next = rows.last().filter(|_| more);
    let next = next.map(|row| Key::of(row, request.sort_index()).unwrap());
    (rows, next)
}

/// Walks to the end. The ids page by page, in the order of reading.
pub(crate) async fn walk<B: Backend>(db: &B, sort: usize, size: u32, backward: bool) -> Vec<Vec<i64>>
where
    Row: Rows<B::Db>,
{
    let start = CursorRequest::<Row>::new(size).sorted(sort);
    let start = if backward { start.backward() } else { start };
    let mut request = start.clone();
    let mut pages = Vec::new();
    loop {
        let (rows, next) = page(source(db), &request).await;
        pages.push(rows.iter().map(|row| row.id).collect());
        assert!(pages.len() < 3000, "an endless walk");
        match next {
            Some(key) => request = start.clone().after(key),
            None => return pages,
        }
    }
}

/// The name of an order, for messages.
pub(crate) fn name(sort: usize) -> &'static str {
    Row::SORTS[sort].name()
}
