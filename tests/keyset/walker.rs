//! The walker for users' tests, on handlers that walk wrongly.

use std::{cmp::Reverse, future::ready};

use bytes::Bytes;
use futures::executor::block_on;
use http::Response;
use serde_json::{Value, json};
use velithon::{RequestHead, testing};

/// A row and where it stands in a broken order.
type Placed = (Vec<i64>, i64);

/// A handler made by hand: sorts by a key, and goes on at rows for which `ahead` holds.
fn by_hand(
    rows: Vec<Placed>,
    ahead: fn(&[i64], &[i64]) -> bool,
) -> impl Fn(RequestHead) -> std::future::Ready<Response<Bytes>> {
    move |head| {
        let query = head.query().unwrap_or_default();
        let parameter = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs
                .into_iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.to_owned())
        };
        let size: usize = parameter("size").unwrap().parse().unwrap();
        let cursor = parameter("cursor").unwrap_or_default();
        let backward = cursor.starts_with('b');
        let at: Option<Vec<i64>> = cursor
            .get(1..)
            .map(|at| at.split('_').map(|part| part.parse().unwrap()).collect());
        let mut rows = rows.clone();
        rows.sort();
        if backward {
            rows.sort_by_key(|row| Reverse(row.clone()));
        }
        let is_ahead = |row: &Placed| match &at {
            Some(at) if backward => ahead(at, &row.0),
            Some(at) => ahead(&row.0, at),
            None => true,
        };
        let mut page: Vec<_> = rows.into_iter().filter(is_ahead).take(size + 1).collect();
        let more = page.len() > size;
        page.truncate(size);
        if backward {
            page.reverse();
        }
        let token = |direction: &str, row: Option<&Placed>| {
            let parts: Vec<_> = row.unwrap().0.iter().map(i64::to_string).collect();
            format!("{direction}{}", parts.join("_"))
        };
        let next = (more || backward).then(|| token("f", page.last()));
        let prev = (at.is_some() && (!backward || more)).then(|| token("b", page.first()));
        let ids: Vec<_> = page.iter().map(|row| json!({"id": row.1})).collect();
        let body = json!({"items": ids, "size": size, "next_cursor": next, "prev_cursor": prev});
        ready(Response::new(body.to_string().into()))
    }
}

#[track_caller]
fn fault(rows: Vec<Placed>, ahead: fn(&[i64], &[i64]) -> bool, ids: &[i64]) -> String {
    let walk = testing::walk(by_hand(rows, ahead), "/rows").by("id").expect(ids);
    block_on(walk).expect_err("it walks wrongly").to_string()
}

/// Ids 0 to 9 by a key of one or two values.
fn placed(key: impl Fn(i64) -> Vec<i64>) -> Vec<Placed> {
    (0..10).map(|id| (key(id), id)).collect()
}

#[test]
fn a_right_handler_passes() {
    let walk = testing::walk(by_hand(placed(|id| vec![id / 3, id]), |a, b| a > b), "/rows");
    block_on(walk.by("id").expect(&(0..10).collect::<Vec<_>>())).unwrap();
}

#[test]
fn an_order_that_is_not_unique_loses_a_row() {
    let fault = fault(placed(|id| vec![id / 3]), |a, b| a > b, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(fault, "walking forward in pages of 1: row 1 is lost: 1");
}

#[test]
fn or_equal_repeats_a_row() {
    let fault = fault(placed(|id| vec![id]), |a, b| a >= b, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(fault, "walking forward in pages of 1: row 1 is repeated: 0 came before");
}

#[test]
fn nulls_that_no_comparison_reaches_are_lost() {
    // Key 1,000 stands for NULL, last: nothing compares with it.
    let nulls_last = |id: i64| vec![if id < 6 { id } else { 1_000 }, id];
    let fault = fault(
        placed(nulls_last),
        |a, b| a[0] < 1_000 && b[0] < 1_000 && a > b,
        &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    assert_eq!(fault, "walking forward in pages of 1: row 6 is lost: 6");
}

#[test]
fn rows_out_of_order_and_rows_of_others_are_named() {
    let rows = placed(|id| vec![if id == 4 { 2 } else { id }, id]);
    let found = fault(rows.clone(), |a, b| a > b, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(
        found,
        "walking forward in pages of 1: row 3 is out of order: 4 stands where 3 belongs"
    );
    let found = fault(rows.clone(), |a, b| a > b, &[0, 1, 2, 3, 5, 6, 7, 8, 9]);
    assert_eq!(
        found,
        "walking forward in pages of 1: row 3 is none of the expected ones: 4"
    );
    let found = fault(rows, |a, b| a > b, &[0, 1, 2, 4, 3, 5, 6, 7, 8]);
    assert_eq!(
        found,
        "walking forward in pages of 1: row 9 is none of the expected ones: 9"
    );
}

#[test]
fn what_breaks_only_on_the_way_back_is_found() {
    let backward_only = |head: RequestHead| {
        let answer = by_hand(placed(|id| vec![id]), |a, b| a > b)(head);
        async {
            let response = answer.await;
            let mut body: Value = serde_json::from_slice(response.body()).unwrap();
            if body["prev_cursor"].as_str().is_some_and(|cursor| cursor == "b4") {
                body["prev_cursor"] = "b3".into();
            }
            Response::new(Bytes::from(body.to_string()))
        }
    };
    let walk = testing::walk(backward_only, "/rows")
        .by("id")
        .expect(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let fault = block_on(walk).unwrap_err().to_string();
    assert_eq!(fault, "walking backward in pages of 1: row 3 is lost: 3");
}

#[test]
fn an_extra_empty_page_is_found() {
    let handler = |head: RequestHead| {
        let is_second = head.query().unwrap_or_default().contains("cursor");
        let (rows, next) = if is_second {
            (json!([]), Value::Null)
        } else {
            (json!([1, 2]), json!("x"))
        };
        let body = json!({"items": rows, "size": 2, "next_cursor": next, "prev_cursor": null});
        ready(Response::new(Bytes::from(body.to_string())))
    };
    let fault = block_on(testing::walk(handler, "/rows").sizes([2]).expect(&[1, 2])).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "walking forward in pages of 2: it took 2 pages instead of 1"
    );
}

#[test]
fn a_walk_in_circles_ends() {
    let handler = |_: RequestHead| {
        let body = r#"{"items":[],"size":1,"next_cursor":"x","prev_cursor":null}"#;
        ready(Response::new(Bytes::from_static(body.as_bytes())))
    };
    let fault = block_on(testing::walk(handler, "/rows").expect(&[1, 2])).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "walking forward in pages of 1: it did not end after 7 pages"
    );
}

#[test]
fn a_cursor_that_leads_back_from_the_first_page_is_found() {
    let walk = |prev: Value, size: u64| {
        let handler = move |head: RequestHead| {
            let answer = by_hand(placed(|id| vec![id]), |a, b| a > b)(head.clone());
            let prev = prev.clone();
            async move {
                let mut body: Value = serde_json::from_slice(answer.await.body()).unwrap();
                if !head.query().unwrap_or_default().contains("cursor") {
                    body["prev_cursor"] = prev;
                }
                Response::new(Bytes::from(body.to_string()))
            }
        };
        let walk = testing::walk(handler, "/rows").by("id").sizes([size]);
        block_on(walk.expect(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))
    };
    for size in [3, 10] {
        walk(Value::Null, size).unwrap();
        let found = walk("b0".into(), size).unwrap_err().to_string();
        let what = "the first page has a cursor to one before it";
        assert_eq!(found, format!("walking forward in pages of {size}: {what}"));
    }
}

#[test]
fn a_last_page_without_a_way_back_is_found() {
    let one_way = |head: RequestHead| {
        let answer = by_hand(placed(|id| vec![id]), |a, b| a > b)(head);
        async {
            let mut body: Value = serde_json::from_slice(answer.await.body()).unwrap();
            body["prev_cursor"] = Value::Null;
            Response::new(Bytes::from(body.to_string()))
        }
    };
    let walk = testing::walk(one_way, "/rows").by("id");
    let fault = block_on(walk.expect(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9])).unwrap_err();
    let what = "the last page has no cursor to the one before it";
    assert_eq!(fault.to_string(), format!("walking backward in pages of 1: {what}"));
}

#[test]
fn what_is_no_page_is_told() {
    let walk = |body: &'static str| {
        let handler = move |_: RequestHead| ready(Response::new(Bytes::from_static(body.as_bytes())));
        block_on(testing::walk(handler, "/rows?a=1").sizes([5]).expect(&[1]))
            .unwrap_err()
            .to_string()
    };
    let uri = "walking forward in pages of 5: `/rows?a=1&size=5` answers with no";
    assert_eq!(walk("{}"), format!("{uri} member `next_cursor`"));
    assert_eq!(
        walk(r#"{"next_cursor":null,"prev_cursor":null,"size":1}"#),
        format!("{uri} list `items`")
    );
    assert_eq!(walk("[]"), format!("{uri} header `X-Size`"));
    assert!(walk("rows").starts_with(&format!("{uri} JSON")));
}
