//! What the databases do for a page: they search an index, and depth costs nothing.

use sqlx::QueryBuilder;
use velithon::{
    CountSource, CursorRequest, Key, Keyset,
    sql::{self, SqlSource},
};

use crate::{
    backend::{Backend, OnServer},
    rows::{Row, Rows, create_with, name, row, source},
};

on_all! {
    every_predicate_searches_an_index,
    a_statement_of_the_handlers_own_searches_it_too,
    depth_costs_nothing,
}

/// Groups of ten, names that grow with the ids, none in every fourth row.
async fn rows<B: Backend>(db: &B, count: i64) {
    create_with(db, B::INDEXED_TEXT).await;
    let (numbers, moment) = (B::numbers(count), B::moment(row(0).moment));
    db.run(format!(
        "INSERT INTO k SELECT id, (id - id % 10) / 10, CASE WHEN id % 4 > 0 THEN 'name ' || (10000000 + id) END, NULL, NULL,
             {moment} FROM ({numbers}) AS n"
    ))
    .await;
}

/// The key of a row of that table.
fn key(sort: usize, id: i64) -> Key<Row> {
    let s = (id % 4 > 0).then(|| format!("name {}", 10_000_000 + id));
    let row = Row {
        g: id / 10,
        s,
        ..row(id)
    };
    Key::of(&row, sort).unwrap()
}

/// The first page of an order, there and back.
fn both_ways(order: &str) -> [CursorRequest<Row>; 2] {
    let sort = Row::SORTS.iter().position(|sort| sort.name() == order).unwrap();
    let request = CursorRequest::new(20).sorted(sort);
    [request.clone(), request.backward()]
}

async fn every_predicate_searches_an_index<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    rows(&db, 50_000).await;
    let within = format!("g, s {}, id", B::DESC_NULLS_LAST);
    let nullable = B::DESC_NULLS_FIRST.map(|n| format!("s, {} {n}, id", B::QUOTED_N));
    let mut indexes = vec![
        ("g, id", &["id", "latest id", "groups", "last groups"][..]),
        ("g DESC, id", &["mixed"]),
        // One index for both places of NULLs.
        ("s, id", &["names", "unnamed", "last unnamed"]),
        ("s DESC, id", &["last names"]),
        (&within, &["within groups"]),
    ];
    indexes.extend(nullable.as_deref().map(|columns| (columns, &["two nullable"][..])));
    for (columns, orders) in indexes {
        db.index(columns).await;
        for start in orders.iter().copied().flat_map(both_ways) {
            let order = name(start.sort_index());
            let may_sort = db.may_sort(order);
            // With a value and without one: early and late; then so near to an end that sorting the rest costs nothing.
            for (id, is_near) in [
                (None, false),
                (Some(10_001), false),
                (Some(10_000), false),
                (Some(40_003), false),
                (Some(40_000), false),
                (Some(3), true),
                (Some(4), true),
                (Some(49_993), true),
                (Some(49_992), true),
            ] {
                let request = match id {
                    Some(id) => start.clone().after(key(start.sort_index(), id)),
                    None => start.clone(),
                };
                let plan = source(&db).explain(&request).await.unwrap().join("\n");
                for works in B::WORKS {
                    assert!(
                        is_near || may_sort || !plan.contains(works),
                        "{order}: {request:?}\n{plan}"
                    );
                }
                if id.is_some() {
                    assert!(plan.contains(B::SEARCHES), "{order}: {request:?}\n{plan}");
                    assert!(!plan.contains(B::SCANS), "{order}: {request:?}\n{plan}");
                }
            }
        }
    }
}

/// In one statement, which has a part for each kind of rows where the first column may be NULL.
async fn a_statement_of_the_handlers_own_searches_it_too<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    rows(&db, 50_000).await;
    for (columns, orders) in [
        ("g, id", &["groups", "last groups"][..]),
        ("s, id", &["names", "unnamed"]),
    ] {
        db.index(columns).await;
        for start in orders.iter().copied().flat_map(both_ways) {
            for id in [10_001, 10_000, 40_003, 40_000] {
                let request = start.clone().after(key(start.sort_index(), id));
                let query = request.apply(QueryBuilder::<B::Db>::new("SELECT * FROM k")).unwrap();
                let plan = db.plan(query).await;
                assert!(!plan.contains(B::SCANS), "{request:?}\n{plan}");
                assert!(plan.contains(B::SEARCHES), "{request:?}\n{plan}");
            }
        }
    }
}

async fn depth_costs_nothing<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    rows(&db, 1_000_000).await;
    let within = format!("g, s {}, id", B::DESC_NULLS_LAST);
    for (columns, orders) in [
        ("g, id", &["id", "latest id", "groups", "last groups"][..]),
        ("g DESC, id", &["mixed"]),
        ("s, id", &["names", "unnamed", "last unnamed"]),
        ("s DESC, id", &["last names"]),
        (&within, &["within groups"]),
    ] {
        db.index(columns).await;
        for start in orders.iter().copied().flat_map(both_ways) {
            let order = name(start.sort_index());
            let first = db.work(&start).await;
            // SQLite checks what it compares over several columns once more for each row.
            let columns = u64::try_from(start.sort().columns().len()).unwrap();
            let at_most = if columns == 1 || B::SEARCHES_ONCE {
                first * 12 / 10
            } else {
                first * columns
            };
            // The rows with one name may lie in a block more.
            let slack = B::SLACK + u64::from(order == "last names" && B::SLACK > 0);
            for (early, late) in [(100_001, 900_001), (100_000, 900_000)] {
                let [early, late] = [early, late].map(|id| start.clone().after(key(start.sort_index(), id)));
                let (early, late) = (db.work(&early).await, db.work(&late).await);
                assert!(
                    late <= early * 12 / 10 + slack && late <= at_most + slack,
                    "{order}: {first} for the first page, {early} after 100,000 rows, {late} after 900,000"
                );
            }
        }
    }
}

/// PostgreSQL keeps the plan of a statement without values. With the bound as a value it would plan each count anew: where it does not
/// know the bound, it takes it for a tenth of the table, and finds that plan too dear.
#[tokio::test]
async fn a_capped_count_is_planned_once() {
    let Some(db) = OnServer::open("plans_capped_count").await else {
        return;
    };
    rows(&db, 50_000).await;
    let mut source: SqlSource<_, Row> = sql::select("SELECT * FROM k").on(db.pool());
    for _ in 0..10 {
        assert_eq!(source.count(1_000).await.unwrap(), 1_000);
    }
    let planned = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%AS counted'";
    let plans: Vec<(i64, i64)> = sqlx::query_as(planned).fetch_all(db.pool()).await.unwrap();
    assert_eq!(plans, [(10, 0)]);
}
