//! Which page is the last one, and which only looks like it.

use serde_json::json;
use velithon_client::{Next, Proof, Reason, get};

use crate::support::{Answer, Server, all, ask, failure, read};

#[tokio::test]
async fn a_page_that_says_nothing_of_others_proves_less() {
    let server = Server::new(|_, _| Answer::json(r#"{"items":[1,2]}"#));
    let (rows, proof) = all(get(&server, "http://api.example/x").rows()).await.unwrap();
    assert_eq!((rows, proof), (vec![1, 2], Some(Proof::Syntax)));
    let error = all(get(&server, "http://api.example/x").require(Proof::Record).rows())
        .await
        .unwrap_err();
    assert!(error.is_truncated());
}

#[tokio::test]
async fn a_next_member_of_another_kind_is_an_error_and_not_the_end() {
    for (body, member) in [
        (json!({"items": [1], "next": 2}), "next"),
        (json!({"items": [1], "next": {"url": "?page=2"}}), "next"),
        (json!({"items": [1], "next": true}), "next"),
        (json!({"items": [1], "links": {"next": {"href": null}}}), "/links/next"),
        (json!({"items": [1], "next_cursor": {"href": "?page=2"}}), "next_cursor"),
        (json!({"items": [1], "next_cursor": true}), "next_cursor"),
        (json!({"items": [1], "meta": {"next_cursor": true}}), "next_cursor"),
    ] {
        let error = failure(ask(Answer::json(body.to_string())).rows()).await;
        assert!(matches!(error.reason(), Reason::Malformed(_)), "{error:?}");
        let says = format!("the body has a member `{member}` that leads to no page");
        assert_eq!(error.to_string(), says, "{body}");
    }
}

/// Where nothing else is said of other pages. `None` is a cut.
#[tokio::test]
async fn a_page_without_links_proves_by_its_numbers_that_it_is_the_last_one() {
    for (numbers, proof) in [
        (json!({"offset": 50, "limit": 2, "total": 52}), Some(Proof::Record)),
        (json!({"offset": 50, "limit": 3, "total": 52}), Some(Proof::Record)),
        (json!({"page": 3, "size": 2, "total": 6}), Some(Proof::Record)),
        // Rows may have gone since it was counted.
        (json!({"offset": 50, "limit": 2, "total": 51}), Some(Proof::Record)),
        (json!({"offset": 50, "limit": 3, "total": 53}), Some(Proof::Syntax)),
        (
            json!({"offset": 50, "limit": 3, "total": 52, "total_kind": "at_least"}),
            Some(Proof::Syntax),
        ),
        (
            json!({"offset": 50, "limit": 3, "total": 53, "total_kind": "at_least"}),
            Some(Proof::Syntax),
        ),
        (
            json!({"offset": 50, "limit": 3, "total": 52, "total_kind": "exact"}),
            Some(Proof::Record),
        ),
        (json!({"offset": 50, "limit": 3}), Some(Proof::Syntax)),
        (json!({"offset": 50, "total": 52}), Some(Proof::Record)),
        (json!({"limit": 2, "total": 2}), Some(Proof::Syntax)),
        (json!({"page": 0, "size": 2, "total": 2}), Some(Proof::Syntax)),
        (json!({"offset": 50, "limit": 2, "total": 53}), None),
        (json!({"offset": 50, "limit": 2}), None),
        (
            json!({"offset": 50, "limit": 2, "total": 52, "total_kind": "at_least"}),
            None,
        ),
    ] {
        // An object is none of the numbers, whatever its name is, and may hold them.
        for place in ["", "/meta", "/page"] {
            let mut body = json!({"items": [1, 2], "meta": {}, "page": {}});
            let members = body.pointer_mut(place).unwrap().as_object_mut().unwrap();
            members.extend(numbers.as_object().unwrap().clone());
            let (rows, end) = read(ask(Answer::json(body.to_string())).rows()).await;
            assert_eq!(rows, [1, 2], "{body}");
            match end {
                Ok(found) => assert_eq!(found, proof, "{body}"),
                Err(error) => assert!(error.is_truncated() && proof.is_none(), "{body}: {error:?}"),
            }
        }
    }
}

#[tokio::test]
async fn pages_that_lead_no_deeper_than_the_server_likes_are_not_all() {
    for (body, is_all) in [
        (r#"{"items":[1,2],"offset":50,"limit":2,"total":99}"#, false),
        (r#"{"items":[1,2],"offset":50,"limit":2,"total":52}"#, true),
        (
            r#"{"items":[1,2],"page":3,"size":2,"total":7,"total_kind":"at_least"}"#,
            false,
        ),
        (r#"{"items":[1,2],"page":3,"size":2,"total":6}"#, true),
        // As the store's orders end at row 50,000.
        (
            r#"{"items":[1,2],"offset":50,"limit":2,"total":52,"total_kind":"at_least"}"#,
            false,
        ),
        // A total may be older than the page.
        (r#"{"items":[1],"page":3,"size":2,"total":9}"#, true),
    ] {
        let server = Server::new(move |_, _| Answer::json(body).header("link", "<?page=2>; rel=\"prev\""));
        let mut rows = get::<u64>(&server, "http://api.example/x").resume(1).rows();
        assert_eq!(rows.try_next().await.unwrap(), Some(1), "{body}");
        let end = loop {
            match rows.try_next().await {
                Ok(Some(_)) => {}
                end => break end,
            }
        };
        assert_eq!(end.is_ok(), is_all, "{body}");
    }
}

/// Whose cursor is the last row's id, a number of a page that begins at 0, or in a request's body: nobody can guess that.
#[tokio::test]
async fn a_word_that_there_are_more_is_no_end() {
    for (name, more) in [
        ("has_more", true),
        ("hasMore", true),
        ("has_next", true),
        ("hasNext", true),
        ("has_next_page", true),
        ("hasNextPage", true),
        ("last", false),
        ("isLast", false),
    ] {
        for body in [
            json!({"data": [1, 2], name: more}),
            json!({"data": [1, 2], "page_info": {name: more}}),
            // Whatever numbers say.
            json!({"data": [1, 2], "page": 1, "size": 2, "total": 2, name: more}),
        ] {
            let text = body.to_string();
            let server = Server::new(move |_, _| Answer::json(text.clone()));
            let asked = get::<u64>(&server, "http://api.example/x");
            let mut rows = asked.clone().resume(1).rows();
            assert_eq!(rows.try_next().await.unwrap(), Some(1), "{body}");
            assert_eq!(rows.try_next().await.unwrap(), Some(2), "{body}");
            let error = rows.try_next().await.unwrap_err();
            let source = std::error::Error::source(&error).unwrap().to_string();
            assert!(
                error.is_truncated() && source.contains(&format!("`{name}`")),
                "{source}"
            );
            // Who knows the API is believed.
            assert!(all(asked.next(Next::by(|_| None)).rows()).await.is_ok(), "{body}");
        }
        for other in [json!(!more), json!("true"), json!({"href": "x"})] {
            let is_word = other.is_boolean();
            let body = json!({"data": [1, 2], "page": 1, "size": 3, name: other}).to_string();
            let server = Server::new(move |_, _| Answer::json(body.clone()));
            let (_, proof) = all(get(&server, "http://api.example/x").rows()).await.unwrap();
            assert_eq!(
                proof,
                Some(if is_word { Proof::Record } else { Proof::Syntax }),
                "{name} {other}"
            );
        }
    }
    // A cursor of `null` is the last word, whatever else has more of something.
    let server = Server::new(|_, _| Answer::json(r#"{"data":[1],"next_cursor":null,"replies":{"has_more":true}}"#));
    assert!(all(get(&server, "http://api.example/x").rows()).await.is_ok());
    // A full page that says that it is the last one.
    let server = Server::new(|_, _| Answer::json(r#"{"data":[1,2],"page":1,"size":2,"last":true}"#));
    let (_, proof) = all(get(&server, "http://api.example/x").rows()).await.unwrap();
    assert_eq!(proof, Some(Proof::Record));
}

/// Its rows have been handed out, and would come twice.
#[tokio::test]
async fn a_page_that_leads_nowhere_is_no_place_to_go_on_from() {
    let server = Server::new(|nth, _| match nth {
        0 => Answer::json(r#"{"items":[1,2],"next":"?page=2"}"#),
        _ => Answer::json(r#"{"items":[3,4],"has_more":true}"#),
    });
    let mut rows = get::<u64>(&server, "http://api.example/x").resume(1).rows();
    for row in 1..=4 {
        assert_eq!(rows.try_next().await.unwrap(), Some(row));
        assert_eq!(rows.position().is_some(), row == 2, "{row}");
    }
    let error = rows.try_next().await.unwrap_err();
    let is_cut = matches!(
        error.reason(),
        Reason::Truncated {
            rows: 4,
            resume: None,
            ..
        }
    );
    assert!(is_cut && error.resume().is_none(), "{error:?}");
}

/// A server that says by which parameter it is asked for the next page has to say what to put there, or that there is none.
#[tokio::test]
async fn a_parameter_of_cursors_without_a_cursor_is_no_end_unless_the_page_says_so() {
    let templated = |body| Answer::json(body).header("link-template", "\"{?cursor}\"; rel=\"next\"");
    let (rows, end) = read(ask(templated(r#"{"items":[1],"next_cursor":null}"#)).rows()).await;
    assert_eq!((rows, end.unwrap()), (vec![1], Some(Proof::Record)));
    let (_, end) = read(ask(templated(r#"{"items":[1]}"#)).rows()).await;
    assert!(end.unwrap_err().is_truncated());
}
