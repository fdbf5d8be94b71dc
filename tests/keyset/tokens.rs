//! What a cursor may be.

use futures::executor::block_on;
use serde::Serialize;
use serde_json::json;
use velithon::{Keyset, paginate, testing};
use velithon_test_support::{answer, get};

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
