//! Which page is the last one, and which only looks like it.

use serde_json::{Value, json};
use velithon_client::{Next, Proof, get};

use crate::support::{Answer, Server, all, ask, read};

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

/// Whatever comes behind them, they do not come.
#[tokio::test]
async fn rows_that_a_page_says_it_left_out_are_a_cut_at_the_end_of_the_walk() {
    for word in ["incomplete_results", "incompleteSearch", "partial_results", "timed_out"] {
        for is_last in [json!({}), json!({"has_more": false})] {
            let server = Server::new(move |nth, _| {
                let mut page = if nth == 0 {
                    json!({"next": "?page=2"})
                } else {
                    is_last.clone()
                };
                page["items"] = json!([nth]);
                page[word] = json!(nth == 0);
                Answer::json(page.to_string())
            });
            let (rows, end) = read(get::<u64>(&server, "http://api.example/x").rows()).await;
            let error = end.unwrap_err();
            assert_eq!((rows, error.is_truncated()), (vec![0, 1], true), "{word}");
            assert!(format!("{error:#}").contains(word), "{error:#}");
        }
    }
    for (list, body, says) in [
        (
            "/data/people",
            json!({"data": {"people": [1]}, "errors": [{"message": "no"}]}),
            "`errors`",
        ),
        (
            "rows",
            json!({"rows": [1], "unreachable": ["europe"], "nextPageToken": null}),
            "`unreachable`",
        ),
        (
            "/hits/hits",
            json!({"_shards": {"failed": 1}, "hits": {"total": 1, "hits": [1]}}),
            "`/_shards/failed`",
        ),
    ] {
        let (rows, end) = read(ask(Answer::json(body.to_string())).items(list).rows()).await;
        let error = end.unwrap_err();
        assert!(
            rows == [1] && error.is_truncated() && format!("{error:#}").contains(says),
            "{error:#}"
        );
    }
    // Of S3 it says only that there is another page.
    let server = Server::new(|nth, _| {
        let next = (nth == 0).then_some("?page=2");
        Answer::json(json!({"items": [nth], "IsTruncated": nth == 0, "next": next}).to_string())
    });
    let (rows, proof) = all(get::<u64>(&server, "http://api.example/x").rows()).await.unwrap();
    assert_eq!((rows, proof), (vec![0, 1], Some(Proof::Record)));
}

/// What an object is about, its name says.
#[tokio::test]
async fn numbers_and_words_of_something_else_say_nothing_of_the_page() {
    for (object, is_of_page) in [
        ("meta", true),
        ("_meta", true),
        ("metadata", true),
        ("pageInfo", true),
        ("page_info", true),
        ("paging", true),
        ("Pagination", true),
        ("pages", true),
        ("info", true),
        ("_links", true),
        ("response_metadata", true),
        ("result_info", true),
        ("cart", false),
        ("image", false),
        ("homepage", false),
        ("", false),
    ] {
        for (numbers, end_of_page) in [
            (json!({"total": 6}), None),
            (json!({"total_pages": 3}), None),
            (json!({"offset": "+02:00"}), None),
            (json!({"cursor": "x"}), None),
            (json!({"size": 2, "has_more": false}), Some(Proof::Record)),
            (json!({"has_more": false}), Some(Proof::Record)),
        ] {
            let answer = Answer::json(json!({"items": [1, 2], object: numbers}).to_string());
            let (rows, end) = read(ask(answer).rows()).await;
            let expected = if is_of_page { end_of_page } else { Some(Proof::Syntax) };
            assert_eq!((rows, end.ok()), (vec![1, 2], expected.map(Some)), "{object} {numbers}");
        }
        // What leads on is lost nowhere, and an object that states several numbers of the page is about it.
        for more in [
            json!({"has_more": true}),
            json!({"nextToken": "x"}),
            json!({"page": 1, "size": 2}),
            json!({"limit": 2, "total": 6}),
            json!({"current_page": 1, "total": 6}),
            json!({"total": 2, "total_kind": "at_least"}),
        ] {
            let answer = Answer::json(json!({"items": [1, 2], object: more}).to_string());
            assert!(
                read(ask(answer).rows()).await.1.unwrap_err().is_truncated(),
                "{object} {more}"
            );
        }
        let server = Server::new(move |nth, _| {
            let next = if nth == 0 { json!("2") } else { Value::Null };
            Answer::json(json!({"items": [nth], object: {"next_cursor": next}}).to_string())
        });
        assert_eq!(
            all(get::<u64>(&server, "http://api.example/x").rows()).await.unwrap().0,
            [0, 1]
        );
    }
    // The page itself knows best, in whatever order, and what is beside it ends nothing.
    for (word, is_led) in [(true, false), (false, true)] {
        let body = format!(
            r#"{{"replies":{{"has_more":{word}}},"items":[1],"meta":{{"has_more":{is_led}}},"next":"?page=2"}}"#
        );
        let server = Server::new(move |nth, _| match nth {
            0 => Answer::json(body.clone()),
            _ => Answer::json(r#"{"items":[2],"replies":{"has_more":false}}"#),
        });
        let (rows, _) = all(get::<u64>(&server, "http://api.example/x").rows()).await.unwrap();
        assert_eq!(rows.len(), if is_led { 2 } else { 1 });
    }
}

/// As Zendesk has them. Their page behind the last is that one again, or empty for ever.
#[tokio::test]
async fn a_page_that_says_that_it_is_the_last_leads_nowhere() {
    for (word, is_last) in [
        (json!({"has_more": false}), true),
        (json!({"hasMore": false}), true),
        (json!({"has_next": false}), true),
        (json!({"hasNext": false}), true),
        (json!({"has_next_page": false}), true),
        (json!({"hasNextPage": false}), true),
        (json!({"last": true}), true),
        (json!({"isLast": true}), true),
        (json!({"is_last_page": true}), true),
        (json!({"end_of_stream": true}), true),
        (json!({"has_more": false, "total": 9}), true),
        (json!({"has_more": false, "offset": 2, "limit": 2, "total": 4}), true),
        // Whoever contradicts itself has more to say.
        (json!({"has_more": false, "offset": 2, "limit": 2, "total": 9}), false),
        (json!({"has_more": false, "hasMore": true}), false),
        (json!({"has_more": null}), false),
        (json!({"has_more": true}), false),
    ] {
        for place in ["", "/meta", "/page_info", "/pagination", "/meta/page"] {
            for (name, lead) in [
                ("links", json!({"next": "?page=3"})),
                ("next", json!("?page=3")),
                ("next_cursor", json!("3")),
                ("next_page", json!("http://api.example/x?page=3")),
                ("next", json!(3)),
            ] {
                let mut last = json!({"items": [3, 4], "meta": {"page": {}}, "page_info": {}, "pagination": {}});
                last[name] = lead.clone();
                let members = last.pointer_mut(place).unwrap().as_object_mut().unwrap();
                members.extend(word.as_object().unwrap().clone());
                let what = last.to_string();
                let server = Server::new(move |nth, _| match nth {
                    0 => Answer::json(r#"{"items":[1,2],"has_more":true,"next":"?page=2"}"#),
                    1 => Answer::json(last.to_string()),
                    _ => Answer::json("[]").with_status(404),
                });
                let asked = get::<u64>(&server, "http://api.example/x");
                let (rows, end) = read(asked.rows()).await;
                assert_eq!(rows, [1, 2, 3, 4], "{what}");
                assert_eq!(end.ok(), is_last.then_some(Some(Proof::Record)), "{what}");
            }
        }
    }
    // A rule that names a member says where the place is, and a closure whether there is one.
    for (next, pages) in [
        (Next::cursor("after", "after"), 1),
        (Next::by(|page| page.member("after")), 2),
    ] {
        let server = Server::new(|nth, _| match nth {
            0 => Answer::json(r#"{"items":[1],"after":"?page=2","has_more":false}"#),
            _ => Answer::json(r#"{"items":[2],"after":null,"has_more":false}"#),
        });
        let asked = get::<u64>(&server, "http://api.example/x").next(next);
        assert_eq!(all(asked.rows()).await.unwrap().0.len(), pages);
    }
}

/// The list of something else ends where the page does not.
#[tokio::test]
async fn a_word_of_something_else_ends_no_walk_however_deep_it_is() {
    for other in [
        json!({"replies": {"has_more": false}}),
        json!({"replies": {"page": {"has_more": false}}}),
        json!({"replies": {"paging": {"links": {"last": true}}}}),
    ] {
        for (name, lead) in [("next", "?page=2"), ("next_cursor", "2")] {
            let mut first = json!({"items": [1, 2], name: lead});
            first
                .as_object_mut()
                .unwrap()
                .extend(other.as_object().unwrap().clone());
            let what = first.to_string();
            let server = Server::new(move |nth, _| match nth {
                0 => Answer::json(first.to_string()),
                _ => Answer::json(r#"{"items":[3]}"#),
            });
            let (rows, _) = all(get::<u64>(&server, "http://api.example/x").rows()).await.unwrap();
            assert_eq!(rows, [1, 2, 3], "{what}");
        }
    }
}

/// Nobody knows which of the two is right, and rows may be missing.
#[tokio::test]
async fn a_page_that_leads_nowhere_and_says_that_there_are_more_is_no_end() {
    for nothing in [
        json!({"next": null}),
        json!({"next_cursor": null}),
        json!({"nextCursor": ""}),
        json!({"next_page_token": false}),
        json!({"next_url": null}),
        json!({"links": {"next": null}}),
        json!({"meta": {"next_cursor": null}}),
    ] {
        for (more, says) in [
            (json!({"has_more": true}), "`has_more`"),
            (json!({"isLast": false}), "`isLast`"),
            (json!({"paging": {"has_more": true}}), "`has_more`"),
            (json!({"result_info": {"page": {"hasNext": true}}}), "`hasNext`"),
            (json!({"page": 1, "total_pages": 3}), "`total_pages`"),
        ] {
            let mut page = json!({"items": [1, 2]});
            let members = page.as_object_mut().unwrap();
            members.extend(nothing.as_object().unwrap().clone());
            members.extend(more.as_object().unwrap().clone());
            let asked = ask(Answer::json(page.to_string()));
            let (rows, end) = read(asked.clone().rows()).await;
            let why = format!("{:#}", end.unwrap_err());
            assert!(
                rows == [1, 2] && why.contains(says) && why.contains(".next("),
                "{page}: {why}"
            );
            // A rule that names a member does not say how it is meant, and a closure does.
            let named = asked.clone().next(Next::cursor("next_cursor", "c"));
            assert!(all(named.rows()).await.unwrap_err().is_truncated(), "{page}");
            assert!(all(asked.next(Next::by(|_| None)).rows()).await.is_ok(), "{page}");
        }
        // Something else has more of its own, or the count has the last page, from 0 or 1 on.
        for other in [
            json!({"replies": {"has_more": true}}),
            json!({"has_more": false, "replies": {"hasNext": true}}),
            json!({"replies": {"paging": {"has_more": true}}}),
            json!({"page": 1, "total_pages": 2}),
            json!({"total_pages": 3}),
        ] {
            let mut page = json!({"items": [1, 2]});
            let members = page.as_object_mut().unwrap();
            members.extend(nothing.as_object().unwrap().clone());
            members.extend(other.as_object().unwrap().clone());
            assert!(all(ask(Answer::json(page.to_string())).rows()).await.is_ok(), "{page}");
        }
    }
    for (header, value) in [("link", "<?page=1>; rel=\"prev\""), ("x-next-cursor", "")] {
        let answer = Answer::json(r#"{"items":[1,2],"has_more":true}"#).header(header, value);
        assert!(all(ask(answer).rows()).await.unwrap_err().is_truncated(), "{header}");
    }
    // There is another way to go on.
    let server = Server::new(|nth, _| match nth {
        0 => Answer::json(r#"{"items":[1],"has_more":true,"next_cursor":null,"next":"?page=2"}"#),
        _ => Answer::json(r#"{"items":[2],"has_more":false,"next_cursor":null,"next":null}"#),
    });
    let asked = get::<u64>(&server, "http://api.example/x");
    assert_eq!(all(asked.rows()).await.unwrap().0, [1, 2]);
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
        ("is_last", false),
        ("isLast", false),
        ("is_last_page", false),
        ("isLastPage", false),
    ] {
        for body in [
            json!({"data": [1, 2], name: more}),
            json!({"data": [1, 2], "page_info": {name: more}}),
            json!({"data": [1, 2], "meta": {"page": {name: more}}}),
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
            let nothing = asked.clone().next(Next::cursor("nope", "c"));
            assert!(all(nothing.rows()).await.unwrap_err().is_truncated(), "{body}");
            // Who knows the API is believed.
            assert!(all(asked.next(Next::by(|_| None)).rows()).await.is_ok(), "{body}");
        }
        for other in [json!(!more), json!("yes"), json!({"href": "x"})] {
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

/// Most servers leave out what they have nothing for: what has led to a page says that it is the last one by being missing.
#[tokio::test]
async fn a_page_that_others_led_to_is_the_last_one_where_nothing_leads_on() {
    for (first, last, is_end) in [
        (
            json!({"page": 1, "per_page": 2}),
            json!({"page": 2, "per_page": 2}),
            true,
        ),
        (json!({"offset": 0, "limit": 2}), json!({"offset": 2, "limit": 2}), true),
        (json!({"total_pages": 2}), json!({"total_pages": 2}), true),
        (json!({}), json!({"page": 2, "per_page": 2, "total": 5}), false),
        (json!({}), json!({"nextPage": 3}), false),
        (json!({}), json!({"has_more": true}), false),
        // No row of the first page has passed the filter, and yet it is the first.
        (json!({"items": [], "total_pages": 2}), json!({"total_pages": 2}), true),
        (
            json!({"items": [], "limit": 10, "total": 20}),
            json!({"offset": 10, "limit": 10, "total": 20}),
            true,
        ),
    ] {
        let what = format!("{first} {last}");
        let server = Server::new(move |nth, _| {
            let mut page = json!({"items": [nth * 2, nth * 2 + 1]});
            if nth == 0 {
                page["next"] = json!("?p=2");
            }
            let more = if nth == 0 { &first } else { &last };
            page.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            Answer::json(page.to_string())
        });
        let (rows, end) = read(get::<u64>(&server, "http://api.example/x").rows()).await;
        assert!(rows.ends_with(&[2, 3]), "{what}");
        assert_eq!(end.is_ok(), is_end, "{what}");
        assert_eq!(server.asked(), ["/x", "/x?p=2"]);
    }
}
