//! Rows whose keys are too long for a cursor.

use serde::Serialize;
use velithon::{Keyset, paginate};
use velithon_test_support::{Events, answer, get};

#[test]
fn a_key_that_does_not_fit_is_a_failure_and_no_dead_link() {
    #[derive(Clone, Serialize, Keyset)]
    #[keyset(sort = "name", name, id)]
    struct Item {
        #[keyset(unique)]
        id: i64,
        name: String,
    }
    #[paginate(style = cursor)]
    async fn handler(lengths: Vec<usize>) -> Vec<Item> {
        let named = |(id, length)| Item {
            id,
            name: "x".repeat(length),
        };
        (0..).zip(lengths).map(named).collect()
    }
    // So many that the end is not in sight.
    let long = |length: usize| vec![length; 18];
    answer(handler(get("/items?size=1"), long(3_000))).problem(500, "cursor-too-long");
    answer(handler(get("/items?size=1"), long(70_000))).problem(500, "cursor-too-long");
    answer(handler(get("/items?size=1"), long(1_600))).problem(500, "cursor-too-long");
    assert_eq!(
        answer(handler(get("/items?size=1"), vec![1_600; 17])).ids().len(),
        17,
        "all there are"
    );
    // The longest that fits: 2,048 bytes of text, and one more byte of it makes 2,049 or more.
    let fits = |length| answer(handler(get("/items?size=1"), long(length)));
    let longest = (1400..1600).rev().find(|length| fits(*length).status() == 200).unwrap();
    let token = fits(longest).next().unwrap();
    assert!((2046..=2048).contains(&token.len()), "{}", token.len());
    let next = answer(handler(
        get(&format!("/items?size=1&cursor={token}")),
        vec![longest, longest + 1],
    ));
    assert_eq!(next.ids(), [1], "the last page needs no way on");
    // A row that is not at the end of its page needs no cursor.
    assert_eq!(answer(handler(get("/items"), vec![3000])).ids(), [0]);
}

/// A page ends earlier or later than it would, so that both rows at its end can be named.
#[test]
fn long_keys_move_the_end_of_a_page() {
    #[derive(Clone, Serialize, Keyset)]
    #[keyset(sort = "id", id, name)]
    struct Item {
        id: i64,
        #[keyset(unique)]
        name: String,
    }
    #[paginate(style = cursor)]
    async fn handler(long: Vec<bool>) -> Vec<Item> {
        let item = |(id, long)| Item {
            id,
            name: "x".repeat(if long { 1_601 } else { 1 }),
        };
        (0..).zip(long).map(item).collect()
    }
    for long in [
        "oo-oo",
        "-oooo",
        "oooo-",
        "o---oo",
        "-oo--ooo-o-oo--",
        "o-o-o-oo",
        "oo------------oo",
    ] {
        let long: Vec<_> = long.bytes().map(|byte| byte == b'-').collect();
        let ids: Vec<_> = (0..i64::try_from(long.len()).unwrap()).collect();
        for size in 1..=16 {
            let (mut seen, mut uri) = (Vec::new(), format!("/items?size={size}"));
            loop {
                let page = answer(handler(get(&uri), long.clone()));
                seen.extend(page.ids());
                let Some(next) = page.next() else { break };
                uri = format!("/items?size={size}&cursor={next}");
            }
            assert_eq!(seen, ids, "{long:?} by {size}");
        }
    }
}

/// A row with a name of any length as its key.
#[derive(Clone, Debug, Serialize, Keyset)]
#[keyset(sort = "name", name, id)]
struct Named {
    #[keyset(unique)]
    id: i64,
    name: String,
}

/// Rows by the lengths of their names, in whose order their ids are, too.
fn named(lengths: impl IntoIterator<Item = usize>) -> Vec<Named> {
    let named = |(id, length): (i64, usize)| Named {
        id,
        name: format!("{id:03}{}", "x".repeat(length)),
    };
    (0..).zip(lengths).map(named).collect()
}

#[paginate(style = cursor)]
async fn list(rows: Vec<Named>) -> Vec<Named> {
    rows
}

/// Beside the page, 17 rows more are looked at.
#[test]
fn a_page_ends_later_where_keys_are_too_long_sorted_or_not() {
    for (lengths, ids) in [
        ([vec![3_000; 16], vec![1, 1]].concat(), Some(17)),
        ([vec![3_000; 17], vec![1]].concat(), Some(18)),
        (vec![3_000; 17], Some(17)),
        (vec![3_000; 18], None),
        ([vec![3_000; 18], vec![1]].concat(), None),
        ([vec![3_000; 18], vec![1, 1]].concat(), None),
    ] {
        let sorted = named(lengths.iter().copied());
        let reversed: Vec<_> = sorted.iter().rev().cloned().collect();
        for rows in [sorted, reversed] {
            let page = answer(list(get("/items?size=1"), rows));
            match ids {
                Some(ids) => assert_eq!(page.ok().ids(), (0..ids).collect::<Vec<_>>(), "{lengths:?}"),
                None => _ = page.problem(500, "cursor-too-long"),
            }
        }
    }
}

/// A row with a long key came between two pages.
#[test]
fn a_way_back_may_be_missing_and_a_way_on_may_not() {
    let page = |uri: &str, rows: &[Named]| answer(list(get(uri), rows.to_vec()));
    let rows = named([1; 6]);
    let (before, after) = (rows[..3].to_vec(), rows[3..].to_vec());
    let long = Named {
        id: 10,
        name: format!("002x{}", "y".repeat(3_000)),
    };
    let with_long = [before, vec![long], after].concat();

    let first = page("/items?size=3", &rows);
    let forward = format!("/items?size=3&cursor={}", first.next().unwrap());
    let second = page(&forward, &rows);
    assert_eq!(second.ids(), [3, 4, 5]);
    let on = page(&forward, &with_long).ok();
    assert_eq!((on.ids(), on.prev()), (vec![10, 3, 4], None));
    assert!(on.next().is_some());

    let back = format!("/items?size=3&cursor={}", second.prev().unwrap());
    assert_eq!(page(&back, &rows).ids(), [0, 1, 2]);
    page(&back, &with_long).problem(500, "cursor-too-long");
}

#[test]
fn the_log_says_what_is_wrong_with_a_key() {
    let (events, _recording) = Events::record();
    answer(list(get("/items?size=1"), named(vec![3_000; 18]))).problem(500, "cursor-too-long");
    let said: Vec<_> = events
        .take()
        .iter()
        .filter_map(|event| event.fields.get("error").cloned())
        .collect();
    assert_eq!(said, ["its cursor would be longer than 2048 bytes"]);
}
