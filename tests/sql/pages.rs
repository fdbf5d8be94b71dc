//! Pages by number and offset, and their totals.

use serde::Serialize;
use sqlx::FromRow;
use velithon::{
    CountSource, PageRequest, PageSource,
    sql::{self, OrderBy, SqlRow, SqlSource},
};

use crate::{
    backend::Backend,
    rows::{Row, Rows, filled, fixture},
};

on_all! {
    an_order_by_hand,
    the_first_order_of_the_rows,
    values_in_their_order,
    a_statement_of_every_kind,
    counts_whole_and_capped,
}

#[derive(Debug, PartialEq, Serialize, FromRow)]
struct Group {
    g: i64,
    members: i64,
}

async fn an_order_by_hand<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    filled(&db, &fixture()).await;
    let mut seen = Vec::new();
    for page in 0..7 {
        let ordered = sql::select("SELECT * FROM k").order_by("g DESC, id -- as ever");
        let mut source: SqlSource<B::Db, Row, OrderBy> = ordered.on(db.pool());
        let rows = PageSource::rows(&mut source, PageRequest::new(page * 10, 10))
            .await
            .unwrap();
        assert_eq!(rows.len(), [11, 11, 11, 11, 11, 10, 0][usize::try_from(page).unwrap()]);
        seen.extend(rows.iter().take(10).map(|row| (-row.g, row.id)));
    }
    assert_eq!(seen.len(), 60);
    assert!(seen.is_sorted());
}

async fn the_first_order_of_the_rows<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    filled(&db, &fixture()).await;
    let mut source: SqlSource<B::Db, Row> = sql::select("SELECT * FROM k").on(db.pool());
    let rows = PageSource::rows(&mut source, PageRequest::new(55, 10)).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [55, 56, 57, 58, 59]);
}

/// Each placeholder has its own value, and those of the page come after them.
async fn values_in_their_order<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
    for<'q> i64: sqlx::Encode<'q, B::Db> + sqlx::Type<B::Db>,
    for<'q> &'q str: sqlx::Encode<'q, B::Db> + sqlx::Type<B::Db>,
{
    filled(&db, &fixture()).await;
    let select = sql::select("SELECT * FROM k WHERE id > $2 AND g = $1 AND s <> $3 AND $1 < 2;");
    let mut source: SqlSource<B::Db, Row> = select.bind(1_i64).bind(30_i64).bind("name 0").on(db.pool());
    let rows = PageSource::rows(&mut source, PageRequest::new(1, 2)).await.unwrap();
    let expected = fixture()
        .into_iter()
        .filter(|row| row.id > 30 && row.g == 1 && row.s.as_deref().is_some_and(|s| s != "name 0"));
    let expected: Vec<_> = expected.collect();
    assert_eq!(rows, expected[1..4]);
    assert_eq!(source.count(u64::MAX).await.unwrap(), expected.len() as u64);
}

async fn a_statement_of_every_kind<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
    Group: SqlRow<B::Db>,
{
    filled(&db, &fixture()).await;
    let statement = "WITH few AS (SELECT * FROM k WHERE id < 50) -- not all
        SELECT g, COUNT(*) AS members FROM few WHERE ';' <> '--' GROUP BY g ORDER BY 2 DESC, 1 /* its order does not count */;
        -- the end";
    let mut source: SqlSource<B::Db, Group, OrderBy> = sql::select(statement).order_by("g DESC").on(db.pool());
    let rows = source.rows(PageRequest::new(1, 5)).await.unwrap();
    assert_eq!(rows, [Group { g: 1, members: 17 }, Group { g: 0, members: 17 }]);
    assert_eq!(source.count(u64::MAX).await.unwrap(), 3);
}

async fn counts_whole_and_capped<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    filled(&db, &fixture()).await;
    let mut source: SqlSource<B::Db, Row> = sql::select("SELECT * FROM k").on(db.pool());
    for (at_most, counted) in [(0, 0), (1, 1), (59, 59), (60, 60), (61, 60), (u64::MAX, 60)] {
        assert_eq!(source.count(at_most).await.unwrap(), counted);
    }
}
