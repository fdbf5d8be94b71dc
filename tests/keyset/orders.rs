//! Which order a request asks for.

use serde::Serialize;
use serde_json::json;
use velithon::{Keyset, paginate};
use velithon_test_support::{answer, get};

use crate::rows;

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
fn orders_that_are_not_reversed_are_chosen_by_their_names() {
    #[paginate(style = cursor, reverse = off)]
    async fn forwards() -> Vec<rows::Row> {
        rows::rows()
    }
    for (query, ids) in [
        ("", [0, 1, 2]),
        ("&sort=id", [0, 1, 2]),
        ("&sort=id_desc", [59, 58, 57]),
    ] {
        assert_eq!(
            answer(forwards(get(&format!("/rows?size=3{query}")))).ids(),
            ids,
            "{query}"
        );
    }
    for name in ["-id", "-id_desc", "by-the-moon"] {
        answer(forwards(get(&format!("/rows?sort={name}")))).problem(400, "unknown-sort");
    }
}
