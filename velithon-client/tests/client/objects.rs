//! Rows inside of objects.

use serde_json::{Value, json};
use velithon_client::{Next, get};

use crate::support::{Answer, Server, all, ask, number};

/// The object is a member without them.
#[tokio::test]
async fn rows_are_read_out_of_objects_by_a_pointer() {
    let server = Server::new(|_, request| {
        let page = number(request, "page");
        let rows = [page * 2, page * 2 + 1];
        let next = (page < 2).then_some(page + 1);
        let body = format!(
            r#"{{"ok":true,"a/b":{{ "\"":[1] ,"empty":{{}},"in":{{"rows":{rows:?},"n":{{"rows":[7]}}}},"turn":{}}},"rows":[9]}}"#,
            json!(next)
        );
        Answer::json(body).chunks(1)
    });
    let asked = get::<u64>(&server, "http://api.example/x")
        .items("/a~1b/in/rows")
        .next(Next::cursor("/a~1b/turn", "page"));
    assert_eq!(all(asked.clone().rows()).await.unwrap().0, [0, 1, 2, 3, 4, 5]);
    let mut pages = asked.pages();
    let first = pages.try_next().await.unwrap().unwrap();
    let beside: Value = first.member("a/b").unwrap().unwrap();
    let expected = json!({"\"": [1], "empty": {}, "in": {"n": {"rows": [7]}}, "turn": 1});
    assert_eq!((beside, first.member("rows").unwrap()), (expected, Some(vec![9])));
}

#[tokio::test]
async fn rows_of_an_object_come_once_and_are_there_or_that_is_an_error() {
    for (list, body, is_read) in [
        ("/a/rows", r#"{"a":{"rows":[]}}"#, true),
        ("/a/rows", r#"{"a":{"rows":null}}"#, true),
        ("/rows", r#"{"rows":[]}"#, true),
        ("/a/rows", r#"{"a":{}}"#, false),
        ("/a/rows", r#"{"a":null}"#, false),
        ("/a/rows", r#"{"a":[{"rows":[1]}]}"#, false),
        ("/a/rows", r#"{"rows":[1]}"#, false),
        ("/a/rows", r#"{"b":{"rows":[1]}}"#, false),
        ("/a/rows", r#"{"a":{"a":{"rows":[1]}}}"#, false),
        ("/a/rows", r#"{"a":{"rows":[1]},"a":{"rows":[2]}}"#, false),
        ("/a/rows", r#"{"a":{"rows":[1],"rows":[2]}}"#, false),
        ("/a/rows", r#"{"a":{"rows":[1]"#, false),
        ("/a/rows", r#"{"a":{"rows":[1]}"#, false),
        ("/a/rows", r#"{"a":{"rows":[1],}}"#, false),
    ] {
        let end = all(ask(Answer::json(body)).items(list).rows()).await;
        assert_eq!(end.is_ok(), is_read, "{list} {body}: {end:?}");
    }
}

/// Of some kinds of bodies, it is left out where it is empty.
#[tokio::test]
async fn a_list_that_is_left_out_is_no_empty_one_beside_another_or_of_another_kind() {
    for (list, body) in [
        ("people", r"{}"),
        ("people", r#"{"ok":false}"#),
        ("people", r#"{"persons":[1],"nextPageToken":"b"}"#),
        ("people", r#"{"kind":"person"}"#),
        ("Resources", r#"{"schemas":[1],"totalResults":2}"#),
        ("entry", r#"{"resourceType":"OperationOutcome","issue":[1]}"#),
        ("/_embedded/people", r#"{"_links":{},"_embedded":{"persons":[1]}}"#),
        ("/_embedded/people", r#"{"_links":{},"_embedded":null}"#),
    ] {
        let error = all(ask(Answer::json(body)).items(list).rows()).await.unwrap_err();
        assert!(
            error.to_string().starts_with("the body has no list"),
            "{list} {body}: {error}"
        );
    }
}
