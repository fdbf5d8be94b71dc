//! What the databases do for a page: they search an index, and depth costs nothing.

use velithon::{CursorRequest, Key, Keyset};

use crate::{
    backend::Backend,
    rows::{Row, Rows, create, name, row, source},
};

on_both! {
    every_predicate_searches_an_index,
    depth_costs_nothing,
}

/// Groups of ten, names that grow with the ids, none in every fourth row.
async fn rows<B: Backend>(db: &B, count: i64) {
    create(db).await;
    let moment = B::MOMENT;
    db.run(format!(
        "WITH RECURSIVE n (id) AS (SELECT 0 UNION ALL SELECT id + 1 FROM n WHERE id < {count} - 1)
         INSERT INTO k SELECT id, id / 10, CASE WHEN id % 4 > 0 THEN 'name ' || (10000000 + id) END, NULL, NULL,
             CAST('2024-05-01T12:00:00+00:00' AS {moment}) FROM n"
    ))
    .await;
}

async fn index<B: Backend>(db: &B, columns: &str) {
    // PostgreSQL would analyse by itself, some time.
    db.run(format!(
        "DROP INDEX IF EXISTS k_index; CREATE INDEX k_index ON k ({columns}); ANALYZE k"
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
    for (columns, orders) in [
        ("g, id", &["id", "latest id", "groups", "last groups"][..]),
        ("g DESC, id", &["mixed"]),
        // One index for both places of NULLs.
        ("s, id", &["names", "unnamed", "last unnamed"]),
        ("s DESC, id", &["last names"]),
        (&within, &["within groups"]),
    ] {
        index(&db, columns).await;
        for start in orders.iter().copied().flat_map(both_ways) {
            let order = name(start.sort_index());
            let mut requests = vec![start.clone()];
            // With a value and without one, early and late.
            requests
                .extend([10_001, 10_000, 40_003, 40_000].map(|id| start.clone().after(key(start.sort_index(), id))));
            for request in requests {
                let plan = source(&db).explain(&request).await.unwrap().join("\n");
                for works in B::WORKS {
                    assert!(!plan.contains(works), "{order}: {request:?}\n{plan}");
                }
                let searches = request.key().is_none() || plan.contains(B::SEARCHES);
                assert!(searches, "{order}: {request:?}\n{plan}");
            }
        }
    }
}

async fn depth_costs_nothing<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    rows(&db, 1_000_000).await;
    for (columns, orders) in [
        ("g, id", &["id", "latest id", "groups", "last groups"][..]),
        ("g DESC, id", &["mixed"]),
        ("s, id", &["names", "unnamed"]),
    ] {
        index(&db, columns).await;
        for start in orders.iter().copied().flat_map(both_ways) {
            let order = name(start.sort_index());
            let first = db.work(&start).await;
            // SQLite checks what it compares over several columns once more for each row.
            let one_column = start.sort().columns().len() == 1;
            let at_most = if one_column || B::SEARCHES_ONCE {
                first * 12 / 10
            } else {
                first * 2
            };
            for (early, late) in [(100_001, 900_001), (100_000, 900_000)] {
                let [early, late] = [early, late].map(|id| start.clone().after(key(start.sort_index(), id)));
                let (early, late) = (db.work(&early).await, db.work(&late).await);
                assert!(
                    late <= early * 12 / 10 + B::SLACK && late <= at_most + B::SLACK,
                    "{order}: {first} for the first page, {early} after 100,000 rows, {late} after 900,000"
                );
            }
        }
    }
}
