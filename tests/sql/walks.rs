//! Walks by cursor: every row once, in order, whatever happens in between.

use std::collections::HashSet;

use chrono::TimeDelta;
use sqlx::Connection;
use velithon::{CursorRequest, CursorSource, Key, Keyset, sql, sql::SqlSource};

use crate::{
    backend::Backend,
    rows::{ORDERS, Row, Rows, create_with, filled, fixture, insert, name, page, row, source, unpaged, walk},
};

const SIZES: [u32; 10] = [1, 2, 3, 5, 7, 20, 50, 59, 60, 61];

on_all! {
    every_order_at_every_size,
    back_from_the_last_row,
    back_from_every_row,
    many_equal_keys,
    texts_as_the_column_compares_them,
    the_boundary_row_deleted,
    rows_inserted_meanwhile,
    an_order_has_few_statements,
    moments_a_microsecond_apart,
    a_transaction_of_its_own,
}

async fn every_order_at_every_size<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    filled(&db, &fixture()).await;
    assert_eq!(Row::SORTS.len(), ORDERS.len());
    for sort in 0..ORDERS.len() {
        let expected = unpaged(&db, sort).await;
        assert_eq!(expected.len(), 60);
        for size in SIZES {
            let pages = walk(&db, sort, size, false).await;
            let requests = 60_usize.div_ceil(size as usize);
            assert_eq!(
                (pages.len(), pages.concat()),
                (requests, expected.clone()),
                "{} by {size}",
                name(sort)
            );
        }
    }
}

async fn back_from_the_last_row<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    filled(&db, &fixture()).await;
    for sort in 0..ORDERS.len() {
        let mut expected = unpaged(&db, sort).await;
        expected.reverse();
        for size in SIZES {
            let pages = walk(&db, sort, size, true).await;
            assert_eq!(pages.len(), 60_usize.div_ceil(size as usize));
            assert_eq!(pages.concat(), expected, "{} by {size}", name(sort));
        }
    }
}

/// From each row, both ways: the rows beside it, and not the row itself.
async fn back_from_every_row<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    let all = fixture();
    filled(&db, &all).await;
    for sort in 0..ORDERS.len() {
        let expected = unpaged(&db, sort).await;
        for (index, &id) in expected.iter().enumerate() {
            let key = Key::of(&all[usize::try_from(id).unwrap()], sort).unwrap();
            let forward = CursorRequest::new(100).after(key.clone());
            let (rows, _) = page(source(&db), &forward).await;
            assert_eq!(ids(&rows), expected[index + 1..], "{} after {id}", name(sort));
            let (rows, _) = page(source(&db), &CursorRequest::new(100).after(key).backward()).await;
            let before: Vec<_> = expected[..index].iter().rev().copied().collect();
            assert_eq!(ids(&rows), before, "{} before {id}", name(sort));
        }
    }
}

async fn many_equal_keys<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    let rows: Vec<_> = (0..2350)
        .map(|id| {
            let g = if id % 47 == 3 { id } else { 1_000 };
            let s = (id % 47 == 3).then(|| format!("name {id}"));
            Row { g, s, ..row(id) }
        })
        .collect();
    assert_eq!(rows.iter().filter(|row| row.g == 1_000).count(), 2_300);
    filled(&db, &rows).await;
    for sort in 0..ORDERS.len() {
        let expected = unpaged(&db, sort).await;
        let pages = walk(&db, sort, 100, false).await;
        assert_eq!((pages.len(), pages.concat()), (24, expected), "{}", name(sort));
    }
}

/// By a collation that knows no case: the rows between two pages have the same text, though it is written otherwise.
async fn texts_as_the_column_compares_them<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    let [no_case, make] = B::NO_CASE;
    db.run(make).await;
    create_with(&db, no_case).await;
    let texts = [
        "b", "A", "a", "B", "", "Z", "'", "\n", "🦀", "B", "_", "aB", "Ab", "AB", "é",
    ];
    let rows: Vec<_> = (0..)
        .zip(texts)
        .map(|(id, s)| Row {
            s: Some(s.to_owned()),
            ..row(id)
        })
        .collect();
    insert(&db, &rows).await;
    for sort in 0..ORDERS.len() {
        let expected = unpaged(&db, sort).await;
        if name(sort) == "names" {
            let at = expected.iter().position(|&id| id == 0).unwrap();
            assert_eq!(expected[at..at + 3], [0, 3, 9], "`b` and `B` by their ids");
        }
        for size in [1, 2, 3] {
            assert_eq!(
                walk(&db, sort, size, false).await.concat(),
                expected,
                "{} by {size}",
                name(sort)
            );
            let back: Vec<_> = expected.iter().rev().copied().collect();
            assert_eq!(
                walk(&db, sort, size, true).await.concat(),
                back,
                "{} by {size}",
                name(sort)
            );
        }
    }
}

async fn the_boundary_row_deleted<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    for sort in 0..ORDERS.len() {
        db.run("DROP TABLE IF EXISTS k").await;
        filled(&db, &fixture()).await;
        let expected = unpaged(&db, sort).await;
        let mut request = CursorRequest::new(7).sorted(sort);
        let mut seen = Vec::new();
        loop {
            let (rows, next) = page(source(&db), &request).await;
            seen.extend(ids(&rows));
            let Some(next) = next else { break };
            request = CursorRequest::new(7).after(next);
            db.run(format!("DELETE FROM k WHERE id = {}", seen.last().unwrap()))
                .await;
        }
        assert_eq!(seen, expected, "{}", name(sort));
    }
}

/// What is inserted before the cursor is not seen, what is inserted after it is, and nothing twice.
async fn rows_inserted_meanwhile<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    for sort in 0..ORDERS.len() {
        db.run("DROP TABLE IF EXISTS k").await;
        filled(&db, &fixture()).await;
        let mut request = CursorRequest::new(7).sorted(sort);
        let (mut seen, mut new) = (Vec::new(), 100);
        let mut after = HashSet::new();
        loop {
            let (rows, next) = page(source(&db), &request).await;
            seen.extend(ids(&rows));
            let Some(next) = next else { break };
            // Of every kind, with ties to what is there.
            let rows: Vec<_> = (0..12)
                .map(|n| Row {
                    id: new + n,
                    ..row(new + n)
                })
                .collect();
            new += 12;
            insert(&db, &rows).await;
            after.retain(|id| !seen.contains(id));
            let at = unpaged(&db, sort).await;
            let cursor = at.iter().position(|id| Some(id) == seen.last()).unwrap();
            after.extend(at[cursor + 1..].iter().copied());
            request = CursorRequest::new(7).after(next);
            if new > 300 {
                // Enough; the rest of the walk finds what is there.
                request = CursorRequest::new(400).after(request.key().unwrap().clone());
            }
        }
        let distinct: HashSet<_> = seen.iter().copied().collect();
        assert_eq!(distinct.len(), seen.len(), "{}: a row twice", name(sort));
        assert!(after.is_subset(&distinct), "{}: a row lost", name(sort));
        let left = unpaged(&db, sort).await;
        let in_order: Vec<_> = left.into_iter().filter(|id| distinct.contains(id)).collect();
        assert_eq!(seen, in_order, "{}", name(sort));
    }
}

/// The text does not depend on the key's values, so the database's cache of statements knows it.
async fn an_order_has_few_statements<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    filled(&db, &fixture()).await;
    for sort in 0..ORDERS.len() {
        for backward in [false, true] {
            db.pool()
                .acquire()
                .await
                .unwrap()
                .clear_cached_statements()
                .await
                .unwrap();
            walk(&db, sort, 3, backward).await;
            let statements = db.pool().acquire().await.unwrap().cached_statements_size();
            // The first page and the others; with NULLs in the first column, each kind of rows.
            let at_most = if Row::SORTS[sort].columns()[0].null_order().is_some() {
                4
            } else {
                2
            };
            assert!(statements <= at_most, "{}: {statements} statements", name(sort));
        }
    }
}

async fn moments_a_microsecond_apart<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    let start = row(0).moment;
    // Whole seconds, too: their text is shorter.
    let moments = [0, 0, 1, 1, 999_999, 999_999, 1_000_000, 1_000_000, 1_000_001];
    let rows: Vec<_> = (0..)
        .zip(moments)
        .map(|(id, microseconds)| Row {
            moment: start + TimeDelta::microseconds(microseconds),
            ..row(id)
        })
        .collect();
    filled(&db, &rows).await;
    let sort = ORDERS.len() - 1;
    for size in [1, 2, 3] {
        let walked = walk(&db, sort, size, false).await.concat();
        assert_eq!(walked, [8, 6, 7, 4, 5, 2, 3, 0, 1], "by {size}");
        let back = walk(&db, sort, size, true).await.concat();
        assert_eq!(back, [1, 0, 3, 2, 5, 4, 7, 6, 8], "by {size}");
    }
}

/// What only the transaction sees is on the page, and gone after it.
async fn a_transaction_of_its_own<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    filled(&db, &fixture()).await;
    let mut changed: SqlSource<B::Db, Row> =
        sql::select("SELECT * FROM k WHERE id < 3").on(db.begin_with("DELETE FROM k WHERE id = 1").await);
    let rows = CursorSource::rows(&mut changed, &CursorRequest::new(9)).await.unwrap();
    assert_eq!(ids(&rows), [0, 2]);
    drop(changed);
    assert_eq!(unpaged(&db, 0).await.len(), 60);
}

fn ids(rows: &[Row]) -> Vec<i64> {
    rows.iter().map(|row| row.id).collect()
}
