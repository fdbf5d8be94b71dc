//! Random tables, orders and sizes, with rows inserted and deleted between pages: the model is the sorted list.

use std::collections::BTreeSet;

use proptest::{
    collection::vec,
    option,
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use velithon::CursorRequest;

use crate::{
    backend::Backend,
    rows::{ORDERS, Row, Rows, create, insert, name, page, row, source, unpaged},
};

on_all! {
    walks_find_what_is_there_all_along,
}

#[derive(Clone, Debug)]
struct Walk {
    rows: Vec<Row>,
    sort: usize,
    size: u32,
    backward: bool,
    /// What happens after each page: rows that come, and how many of the others go.
    changes: Vec<(Vec<Row>, Vec<prop::sample::Index>)>,
}

fn rows(ids: std::ops::Range<i64>) -> impl Strategy<Value = Vec<Row>> {
    let g = prop_oneof![Just(i64::MIN), Just(i64::MAX), -1..2_i64];
    let s = option::of(prop_oneof![
        Just(String::new()),
        "[aAbé'\"%]{1,2}",
        Just("\u{1F980}".to_owned())
    ]);
    let n = option::of(-1..2_i64);
    let row = (ids, g, s, n, 0..4_i64).prop_map(|(id, g, s, n, moment)| Row {
        g,
        s,
        n,
        moment: row(moment).moment,
        ..row(id)
    });
    vec(row, 0..24).prop_map(|mut rows| {
        rows.sort_by_key(|row| row.id);
        rows.dedup_by_key(|row| row.id);
        rows
    })
}

fn walks() -> impl Strategy<Value = Walk> {
    let changes = vec((rows(1_000..1_000_000), vec(any::<prop::sample::Index>(), 0..3)), 0..6);
    (rows(0..1_000), 0..ORDERS.len(), 1..9_u32, any::<bool>(), changes).prop_map(
        |(rows, sort, size, backward, changes)| Walk {
            rows,
            sort,
            size,
            backward,
            changes,
        },
    )
}

async fn walks_find_what_is_there_all_along<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    create(&db).await;
    // The same every time; the runtime of the test drives the database, so it is not the runner that calls.
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(Config::default().rng_algorithm),
    );
    for _ in 0..128 {
        let case = walks().new_tree(&mut runner).unwrap().current();
        check(&db, case).await;
    }
}

async fn check<B: Backend>(db: &B, case: Walk)
where
    Row: Rows<B::Db>,
{
    db.run("DELETE FROM k").await;
    insert(db, &case.rows).await;
    let in_order = async || {
        let mut ids = unpaged(db, case.sort).await;
        if case.backward {
            ids.reverse();
        }
        ids
    };
    let start = CursorRequest::<Row>::new(case.size).sorted(case.sort);
    let start = if case.backward { start.backward() } else { start };
    let context = format!("{} of {case:?}", name(case.sort));
    // There from the first page to the last, and what was there at any time.
    let mut always: BTreeSet<_> = case.rows.iter().map(|row| row.id).collect();
    let mut ever = always.clone();
    let mut seen = Vec::new();
    let mut request = start.clone();
    let mut changes = case.changes.iter();
    loop {
        let expected = in_order().await;
        let (rows, next) = page(source(db), &request).await;
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        // A page is a stretch of the list as it is.
        let at = ids
            .first()
            .and_then(|first| expected.iter().position(|id| id == first))
            .unwrap_or(expected.len());
        assert_eq!(ids, expected[at..expected.len().min(at + ids.len())], "{context}");
        seen.extend(ids);
        let Some(next) = next else { break };
        request = start.clone().after(next);
        if let Some((come, go)) = changes.next() {
            let new: Vec<_> = come.iter().filter(|row| ever.insert(row.id)).cloned().collect();
            insert(db, &new).await;
            for index in go {
                let there = in_order().await;
                if !there.is_empty() {
                    let gone = there[index.index(there.len())];
                    always.remove(&gone);
                    db.run(format!("DELETE FROM k WHERE id = {gone}")).await;
                }
            }
        }
    }
    let distinct: BTreeSet<_> = seen.iter().copied().collect();
    assert_eq!(distinct.len(), seen.len(), "a row twice: {seen:?}, {context}");
    // Those deleted after they were seen do not matter.
    assert!(always.is_subset(&distinct), "a row lost: {seen:?}, {context}");
    assert!(distinct.is_subset(&ever), "{seen:?}, {context}");
}
