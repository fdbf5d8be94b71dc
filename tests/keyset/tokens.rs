//! What a cursor may be.

use futures::executor::block_on;
use serde::Serialize;
use serde_json::json;
use velithon::{Keyset, paginate, testing};
use velithon_test_support::{Events, answer, get};

use crate::rows::{self, Row, rows};

/// A token of the fixture, by this query.
fn token(query: &str) -> String {
    answer(rows::listed(get(&format!("/rows?size=3&{query}"))))
        .next()
        .unwrap()
}

#[test]
fn what_is_no_cursor_is_refused() {
    let valid = token("sort=id");
    let payload = valid.strip_prefix("1.").unwrap();
    let long = format!("1.{}", "A".repeat(2047));
    let spoilt = [
        "q".to_owned(),
        "not%20base%2064".to_owned(),
        "1.".to_owned(),
        "1.e".to_owned(),
        "ew".to_owned(),
        "1.ew".to_owned(),
        "1.W10".to_owned(),
        "1.e30".to_owned(),
        payload.to_owned(),
        format!("2.{payload}"),
        // Other versions inside, an older and a newer one: that is the first byte.
        format!("1.AQ{}", &payload[2..]),
        format!("1.Aw{}", &payload[2..]),
        // Cut, and more than there is.
        valid[..valid.len() - 2].to_owned(),
        format!("{valid}AAAA"),
        // Padded, of the other alphabet, and signed by nobody.
        format!("{valid}%3D"),
        format!("1.%2B%2F{payload}"),
        format!("{valid}.{payload}"),
        "%FF%00".to_owned(),
        "1.%C3%A4".to_owned(),
        long,
    ];
    for cursor in spoilt {
        let problem =
            answer(rows::listed(get(&format!("/rows?sort=id&cursor={cursor}")))).problem(400, "invalid-cursor");
        assert_eq!(problem["parameter"], "cursor", "{cursor}");
    }
    answer(rows::listed(get(&format!("/rows?cursor={valid}&cursor={valid}")))).problem(400, "duplicate-parameter");
}

#[test]
fn values_of_other_types_or_another_number_are_refused() {
    macro_rules! handler {
        ($name:ident, $id:ty, $($order:tt)*) => {
            mod $name {
                use velithon::{Keyset, paginate};

                #[derive(Clone, serde::Serialize, Keyset)]
                #[keyset(sort = "id", $($order)*)]
                pub(super) struct Item {
                    #[keyset(unique)]
                    id: $id,
                    g: Option<i64>,
                }
                #[paginate(style = cursor)]
                pub(super) async fn handler(ids: Vec<$id>) -> Vec<Item> {
                    ids.into_iter().map(|id| Item { id, g: None }).collect()
                }
            }
        };
    }
    handler!(signed, i64, id);
    handler!(unsigned, u64, id);
    handler!(small, i8, id);
    handler!(text, String, id);
    handler!(two, i64, g nulls first, id);
    let uri = "/items?size=1";
    let of = |page: velithon_test_support::Answer| format!("{uri}&cursor={}", page.next().unwrap());
    let signed = of(answer(signed::handler(get(uri), vec![300, 301])));
    assert_eq!(answer(signed::handler(get(&signed), vec![300, 301])).ids(), [301]);
    answer(unsigned::handler(get(&signed), vec![])).problem(400, "invalid-cursor");
    answer(small::handler(get(&signed), vec![])).problem(400, "invalid-cursor");
    answer(text::handler(get(&signed), vec![])).problem(400, "invalid-cursor");
    answer(two::handler(get(&signed), vec![])).problem(400, "invalid-cursor");
    let two = of(answer(two::handler(get(uri), vec![1, 2])));
    answer(signed::handler(get(&two), vec![])).problem(400, "invalid-cursor");
}

#[test]
fn a_cursor_holds_for_its_own_query_only() {
    let token = token("tag=a&q=x%20y&sort=g");
    let ask = |uri: &str| answer(rows::listed(get(&format!("{uri}&cursor={token}"))));
    let page = ask("/rows?tag=a&q=x%20y&sort=g").ids();
    for same in ["/rows?q=x+y&sort=g&tag=%61", "/rows?&tag=a&size=3&q=x%20y&sort=%67"] {
        assert_eq!(ask(same).ids()[..3], page[..3], "{same}");
    }
    for other in [
        "/rows?tag=b&q=x%20y&sort=g",
        "/rows?tag=a&sort=g",
        "/rows?tag=a&q=x%20y&sort=g&more=1",
        "/rows?tag=a&q=x%20y&sort=id",
        "/rows?tag=a&q=x%20y",
        "/others?tag=a&q=x%20y&sort=g",
    ] {
        let problem = ask(other).problem(400, "cursor-query-mismatch");
        assert_eq!(problem["parameter"], "cursor", "{other}");
    }
    for (other, differs, words) in [
        (
            "/others?tag=a&q=x%20y&sort=g",
            json!(["path"]),
            "made for another path;",
        ),
        (
            "/rows?tag=b&q=x%20y&sort=g",
            json!(["parameters"]),
            "made for other parameters;",
        ),
        (
            "/rows?tag=a&q=x%20y&sort=-g",
            json!(["order"]),
            "made for another order;",
        ),
        (
            "/others?sort=g",
            json!(["path", "parameters"]),
            "made for another path and other parameters;",
        ),
    ] {
        let problem = ask(other).problem(400, "cursor-query-mismatch");
        assert_eq!(problem["differs"], differs, "{other}");
        assert!(problem["detail"].as_str().unwrap().contains(words), "{problem}");
    }
}

/// The same path and the same parameters, written otherwise.
#[test]
fn what_says_the_same_is_the_same() {
    let first = answer(rows::listed(get("/w/caf%C3%A9~x?size=3&sort=g")));
    let token = first.next().unwrap();
    for same in [
        "/w/caf%c3%a9~x?sort=g&size=3",
        "/w/caf%C3%A9%7Ex?size=3&sort=g",
        "/w/caf%C3%A9~x?size=3&sort=g&q=",
        "/w/caf%C3%A9~x?q&size=3&sort=g&",
    ] {
        assert_eq!(
            answer(rows::listed(get(&format!("{same}&cursor={token}")))).ids().len(),
            3,
            "{same}"
        );
    }
}

#[test]
fn bound_pairs_alone_count_where_some_are_named() {
    #[paginate(style = cursor, bind("tag"))]
    async fn some() -> Vec<Row> {
        rows()
    }
    #[paginate(style = cursor, bind())]
    async fn none() -> Vec<Row> {
        rows()
    }
    let token = answer(some(get("/rows?size=3&tag=a&trace=1"))).next().unwrap();
    assert_eq!(
        answer(some(get(&format!("/rows?size=3&trace=2&tag=a&cursor={token}")))).ids(),
        [3, 4, 5]
    );
    answer(some(get(&format!("/rows?trace=1&tag=b&cursor={token}")))).problem(400, "cursor-query-mismatch");
    let token = answer(none(get("/rows?size=3&tag=a"))).next().unwrap();
    assert_eq!(
        answer(none(get(&format!("/rows?size=3&tag=b&cursor={token}")))).ids(),
        [3, 4, 5]
    );
}

#[test]
fn an_empty_cursor_is_the_first_page() {
    assert_eq!(answer(rows::listed(get("/rows?size=3&cursor="))).ids(), [0, 1, 2]);
    assert_eq!(answer(rows::listed(get("/rows?size=3&cursor"))).ids(), [0, 1, 2]);
}

#[test]
fn an_unknown_order_is_answered_with_those_that_there_are() {
    let reversed = rows::SORTS.map(|sort| format!("-{sort}"));
    let all: Vec<_> = rows::SORTS.map(str::to_owned).into_iter().chain(reversed).collect();
    for sort in ["nope", "id;drop%20table", "ID", "id%00", "--id", "+id", "-"] {
        let problem = answer(rows::listed(get(&format!("/rows?sort={sort}")))).problem(400, "unknown-sort");
        assert_eq!(
            (&problem["parameter"], &problem["allowed"]),
            (&json!("sort"), &json!(all)),
            "{sort}"
        );
    }
    answer(rows::listed(get("/rows?sort=id&sort=id"))).problem(400, "duplicate-parameter");
}

#[test]
fn a_row_with_one_order_that_is_not_reversed_leaves_the_parameter_to_others() {
    #[derive(Clone, Serialize, Keyset)]
    #[keyset(sort = "only", id)]
    struct Item {
        #[keyset(unique)]
        id: i64,
    }
    #[paginate(style = cursor, reverse = off)]
    async fn handler() -> [Item; 3] {
        [3, 1, 2].map(|id| Item { id })
    }
    let page = answer(handler(get("/items?sort=by-the-moon&size=2")));
    assert_eq!(page.ids(), [1, 2]);
    let token = page.next().unwrap();
    answer(handler(get(&format!("/items?sort=by-the-sun&cursor={token}")))).problem(400, "cursor-query-mismatch");
}

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

#[test]
fn nan_is_a_failure_and_not_a_panic() {
    #[derive(Clone, Serialize, Keyset)]
    #[keyset(sort = "score", score desc, id)]
    struct Item {
        #[keyset(unique)]
        id: i64,
        score: f64,
    }
    #[paginate(style = cursor)]
    async fn handler(scores: Vec<f64>) -> Vec<Item> {
        (0..).zip(scores).map(|(id, score)| Item { id, score }).collect()
    }
    let scores = vec![
        1.0,
        f64::NAN,
        -0.0,
        f64::INFINITY,
        0.0,
        f64::NEG_INFINITY,
        f64::MIN_POSITIVE,
    ];
    answer(handler(get("/items?size=1"), scores.clone())).problem(500, "internal-error");
    assert_eq!(answer(handler(get("/items"), scores)).ids(), [1, 3, 0, 6, 2, 4, 5]);
    let scores = [0.5, 5e-324, -0.0, f64::INFINITY, 0.0, f64::NEG_INFINITY, f64::MAX];
    let walk = testing::walk(move |head| handler(head, scores.to_vec()), "/items").by("id");
    block_on(walk.expect(&[3, 6, 0, 1, 2, 4, 5])).unwrap();
}

#[test]
fn every_value_of_a_type_is_a_place_to_go_on_from() {
    macro_rules! walk {
        ($ty:ty, $values:expr) => {{
            #[derive(Clone, Serialize, Keyset)]
            #[keyset(sort = "value", value)]
            struct Item {
                #[keyset(unique)]
                value: $ty,
            }
            #[paginate(style = cursor)]
            async fn handler() -> Vec<Item> {
                $values
                    .into_iter()
                    .rev()
                    .map(|value| Item { value: value.into() })
                    .collect()
            }
            let values: Vec<$ty> = $values.into_iter().map(Into::into).collect();
            block_on(testing::walk(handler, "/items").by("value").expect(&values)).unwrap();
        }};
    }
    walk!(i64, [i64::MIN, -1, 0, 1, i64::MAX]);
    walk!(u64, [0, 1, u64::MAX - 1, u64::MAX]);
    walk!(i8, [i8::MIN, -1, 0, i8::MAX]);
    walk!(u32, [0, u32::MAX]);
    walk!(bool, [false, true]);
    walk!(f32, [f32::MIN, -0.1_f32, -0.0_f32, f32::MIN_POSITIVE, 0.1, f32::MAX]);
    walk!(String, ["", "\0", "\n", "a", "a\0", "z", "ä", "🦀", "🦀🦀"]);
    walk!(Vec<u8>, [&b""[..], b"\0", b"\0\0", b"\xFF"]);
    walk!(Box<str>, ["", "a"]);
    walk!(std::borrow::Cow<'static, str>, ["", "a"]);
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

#[test]
fn orders_that_are_not_reversed_are_chosen_by_their_names() {
    #[derive(Clone, Serialize, Keyset)]
    #[keyset(sort = "up", id)]
    #[keyset(sort = "down", id desc)]
    struct Item {
        #[keyset(unique)]
        id: i64,
    }
    #[paginate(style = cursor, reverse = off)]
    async fn handler() -> [Item; 3] {
        [3, 1, 2].map(|id| Item { id })
    }
    for (query, ids) in [("", [1, 2, 3]), ("?sort=up", [1, 2, 3]), ("?sort=down", [3, 2, 1])] {
        assert_eq!(answer(handler(get(&format!("/items{query}")))).ids(), ids, "{query}");
    }
    for name in ["-up", "-down", "by-the-moon"] {
        answer(handler(get(&format!("/items?sort={name}")))).problem(400, "unknown-sort");
    }
}
