//! Walks of random tables while rows come and go, and queries that nobody means.

use std::{
    cmp::Ordering,
    sync::{Arc, Mutex},
};

use proptest::{collection::vec, prelude::*};
use velithon::{CursorKeys, CursorRequest, PageItems, paginate};
use velithon_test_support::{answer, get};

use crate::rows::{Row, SORTS, ids, rows, sorted};

type Shared = Arc<Mutex<Vec<Row>>>;

#[paginate(style = cursor)]
async fn returned(table: Shared) -> Vec<Row> {
    table.lock().unwrap().clone()
}

#[paginate]
async fn told(table: Shared, page: CursorRequest<Row>) -> PageItems<Row> {
    let rows = sorted(page.sort().name(), table.lock().unwrap().clone());
    PageItems::new(page.slice(&rows).cloned().collect())
}

fn row() -> impl Strategy<Value = Row> {
    let text = prop_oneof![Just(None), "[ab]{0,2}".prop_map(Some), Just(Some("ä🦀\0".to_owned()))];
    (0..200_i64, -1..2_i64, text, proptest::option::of(any::<bool>())).prop_map(|(id, g, s, none)| Row {
        id,
        g,
        s,
        none,
    })
}

/// Rows that come and go between two pages.
fn change() -> impl Strategy<Value = (Vec<Row>, Vec<prop::sample::Index>)> {
    (vec(row(), 0..4), vec(any::<prop::sample::Index>(), 0..4))
}

/// Inserts rows whose ids are free.
fn insert(table: &mut Vec<Row>, rows: Vec<Row>) {
    for row in rows {
        if table.iter().all(|other| other.id != row.id) {
            table.push(row);
        }
    }
}

/// Which of two rows comes first, by the model. A row that takes the id of one that went may be its equal.
fn order(sort: &str, one: &Row, other: &Row) -> Ordering {
    let is_first = |one: &Row, other: &Row| sorted(sort, vec![one.clone(), other.clone()])[0] == *one;
    is_first(other, one).cmp(&is_first(one, other))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// A row that is there all the time is served once; one that comes is, if it comes ahead; none is served twice, or
    /// out of order, or while it is not there.
    #[test]
    fn walks_lose_and_repeat_nothing_while_rows_come_and_go(
        start in vec(row(), 0..40),
        changes in vec(change(), 30),
        sort in 0..SORTS.len(),
        sizes in vec(1..9_u32, 1..4),
        backward: bool,
        is_told: bool,
    ) {
        let sort = SORTS[sort];
        let table = Shared::default();
        insert(&mut table.lock().unwrap(), start);
        let ask = |size: u32, cursor: &str| {
            let head = get(&format!("/rows?sort={sort}&size={size}&cursor={cursor}"));
            if is_told { answer(told(head, table.clone())) } else { answer(returned(head, table.clone())) }
        };
        let ahead = |one: &Row, other: &Row| {
            let ordering = order(sort, one, other);
            if backward { ordering.is_lt() } else { ordering.is_gt() }
        };
        let mut cursor = String::new();
        if backward && !table.lock().unwrap().is_empty() {
            // To the end first: then everything but the last page lies ahead.
            let mut page = ask(7, "");
            while let Some(next) = page.next() {
                page = ask(7, &next);
            }
            match page.prev() {
                Some(prev) => prev.clone_into(&mut cursor),
                None => return Ok(()),
            }
            let first = page.ids()[0];
            // The rows of that page are behind the cursor: as good as gone.
            let mut table = table.lock().unwrap();
            let first = table.iter().find(|row| row.id == first).unwrap().clone();
            table.retain(|row| ahead(row, &first));
        }
        let mut due: Vec<Row> = table.lock().unwrap().clone();
        let mut served: Vec<Row> = Vec::new();
        let mut changes = changes.into_iter();
        for turn in 0.. {
            let page = ask(sizes[turn % sizes.len()], &cursor);
            let mut page_ids = page.ids();
            if backward {
                page_ids.reverse();
            }
            for id in page_ids {
                let row = table.lock().unwrap().iter().find(|row| row.id == id).cloned();
                let row = row.expect("a row that is there");
                if let Some(last) = served.last() {
                    prop_assert!(ahead(&row, last), "{row:?} after {last:?}");
                }
                due.retain(|other| *other != row);
                served.push(row);
            }
            let next = if backward { page.prev() } else { page.next() };
            let Some(next) = next else { break };
            next.clone_into(&mut cursor);
            if let Some((inserted, removed)) = changes.next() {
                let mut table = table.lock().unwrap();
                for index in removed {
                    if !table.is_empty() {
                        let at = index.index(table.len());
                        let row = table.swap_remove(at);
                        due.retain(|other| *other != row);
                    }
                }
                let before = table.len();
                insert(&mut table, inserted);
                let last = served.last().expect("a page with a neighbour has rows, unless they went");
                due.extend(table[before..].iter().filter(|row| ahead(row, last)).cloned());
            }
        }
        prop_assert_eq!(due, []);
    }

    #[test]
    fn no_query_breaks_a_walk(query in "[ -~äöü€]{0,60}", sort in 0..SORTS.len()) {
        static KEYS: CursorKeys = CursorKeys::new();
        #[paginate(style = cursor, sign = KEYS)]
        async fn signed() -> Vec<Row> {
            rows()
        }
        KEYS.set([[3; 32]]).unwrap();
        for uri in [format!("/rows?{query}"), format!("/rows?cursor={query}&sort={}", SORTS[sort]), format!("/rows?cursor=1.{query}")] {
            if http::Uri::try_from(&uri).is_ok() {
                let table = Arc::new(Mutex::new(rows()));
                prop_assert!(answer(returned(get(&uri), table.clone())).status() < 500);
                prop_assert!(answer(told(get(&uri), table)).status() < 500);
                prop_assert!(answer(signed(get(&uri))).status() < 500);
            }
        }
    }

    /// Tokens of the right form with any bytes in them, and right ones with some changed.
    #[test]
    fn no_token_breaks_a_walk(
        bytes in vec(any::<u8>(), 0..80),
        changes in vec((any::<prop::sample::Index>(), "[A-Za-z0-9_.-]"), 0..4),
        sort in 0..SORTS.len(),
    ) {
        let table = Arc::new(Mutex::new(rows()));
        let uri = format!("/rows?size=7&sort={}", SORTS[sort]);
        let page = answer(returned(get(&uri), table.clone()));
        let mut changed = page.next().unwrap();
        for (index, letter) in changes {
            let at = index.index(changed.len());
            changed.replace_range(at..=at, &letter);
        }
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let letters: String = bytes.iter().map(|byte| char::from(alphabet[usize::from(byte % 64)])).collect();
        for token in [changed.clone(), format!("1.{letters}"), format!("{}{letters}", &changed[..20])] {
            let page = answer(returned(get(&format!("{uri}&cursor={token}")), table.clone()));
            prop_assert!(page.status() == 200 || page.status() == 400, "{page:?}");
            if page.status() == 200 {
                prop_assert!(page.ids().len() <= 7);
            }
        }
    }
}

#[test]
fn the_model_agrees_with_itself() {
    let by = sorted("s_desc_first", rows());
    assert!(by.is_sorted_by(|one, other| order("s_desc_first", one, other).is_lt()));
    assert_eq!(ids(&sorted("id", rows())), (0..60).collect::<Vec<_>>());
}
