//! Which page is the last one, and which only looks like it.

use serde_json::{Value, json};
use velithon_client::{Next, Proof, Reason, get};

use crate::support::{Answer, Server, all, ask, failure, parameter, read};

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
async fn a_next_member_that_nobody_can_follow_is_an_error_behind_the_rows_and_not_the_end() {
    for (body, member) in [
        (json!({"items": [1], "next": 2}), "next"),
        (json!({"items": [1], "next": {"page": 2}}), "next"),
        (json!({"items": [1], "next": true}), "next"),
        (json!({"items": [1], "pagination": {"next": 2}}), "/pagination/next"),
        (
            json!({"items": [1], "paging": {"next": {"after": "x"}}}),
            "/paging/next",
        ),
        (
            json!({"items": [1], "pages": {"next": {"starting_after": "x"}}}),
            "/pages/next",
        ),
        (json!({"items": [1], "links": {"next": {"href": null}}}), "/links/next"),
        (json!({"items": [1], "links": {"next": {"url": ""}}}), "/links/next"),
        (json!({"items": [1], "next_cursor": {"href": "?page=2"}}), "next_cursor"),
        (json!({"items": [1], "next_cursor": true}), "next_cursor"),
        (json!({"items": [1], "meta": {"next_cursor": true}}), "next_cursor"),
        (json!({"items": [1], "next_cursor": null, "next": 2}), "next"),
    ] {
        let asked = ask(Answer::json(body.to_string()));
        let (rows, end) = read(asked.clone().rows()).await;
        let error = end.unwrap_err();
        let why = std::error::Error::source(&error).unwrap().to_string();
        assert!(rows == [1] && error.is_truncated(), "{body}: {error:?}");
        assert!(
            why.contains(&format!("`{member}`")) && why.contains(".next("),
            "{body}: {why}"
        );
        // Whoever knows the API is believed.
        assert!(all(asked.next(Next::by(|_| None)).rows()).await.is_ok(), "{body}");
    }
    // And told where a rule does not fit.
    for (next, value) in [
        (Next::url("next"), json!(2)),
        (Next::url("next"), json!({"after": "x"})),
        (Next::cursor("next", "c"), json!({"after": "x"})),
        (Next::cursor("next", "c"), json!(true)),
    ] {
        let answer = Answer::json(json!({"items": [1], "next": value}).to_string());
        let error = failure(ask(answer).next(next).rows()).await;
        let says = "the body has a member `next` that leads to no page";
        assert_eq!(error.to_string(), says, "{value}");
    }
    // Another name may be one to follow, and a total may tell.
    for body in [
        json!({"items": [1], "next": 2, "pagination": {"next": "?page=2"}}),
        json!({"items": [1], "next_cursor": true, "next": "?page=2"}),
    ] {
        let server = Server::new(move |nth, _| match nth {
            0 => Answer::json(body.to_string()),
            _ => Answer::json(r#"{"items":[2],"page":2,"per_page":1,"total":2,"next":2}"#),
        });
        assert_eq!(
            all(get::<u64>(&server, "http://api.example/x").rows()).await.unwrap().0,
            [1, 2]
        );
    }
}

/// Twitter's and Redis's is the end, and a walk that counts down may go on there: only who knows the API can tell.
#[tokio::test]
async fn a_cursor_of_zero_is_the_end_or_a_place_and_only_a_rule_says_which() {
    for zero in [json!(0), json!("0"), json!(-1)] {
        for name in ["next_cursor", "nextCursor", "next_page_token"] {
            let page = move |more: Value, zero: Value| {
                let server = Server::new(move |nth, request| {
                    let (items, next) = match nth {
                        0 => ([1, 2], json!("7")),
                        1 => ([3, 4], zero.clone()),
                        _ => {
                            assert!(
                                request
                                    .uri()
                                    .query()
                                    .unwrap()
                                    .ends_with(zero.to_string().trim_matches('"'))
                            );
                            ([5, 6], Value::Null)
                        }
                    };
                    let mut page = json!({"items": items, name: next});
                    if nth == 1 {
                        page.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
                    }
                    Answer::json(page.to_string())
                });
                get::<u64>(&server, "http://api.example/x")
            };
            let asked = page(json!({}), zero.clone());
            let (rows, end) = read(asked.clone().rows()).await;
            let error = end.unwrap_err();
            let why = std::error::Error::source(&error).unwrap().to_string();
            assert!(
                rows == [1, 2, 3, 4] && error.is_truncated() && why.contains("`.next("),
                "{why}"
            );
            for more in [json!({"has_more": false}), json!({"offset": 2, "limit": 2, "total": 4})] {
                assert_eq!(all(page(more, zero.clone()).rows()).await.unwrap().0, [1, 2, 3, 4]);
            }
            let goes_on = page(json!({}), zero.clone()).next(Next::cursor(name, "c"));
            assert_eq!(all(goes_on.rows()).await.unwrap().0, [1, 2, 3, 4, 5, 6]);
            let ends = page(json!({}), zero.clone()).next(Next::by(move |page| {
                let cursor: Value = page.member(name)?;
                (cursor == "7").then(|| "?cursor=7".to_owned())
            }));
            assert_eq!(all(ends.rows()).await.unwrap().0, [1, 2, 3, 4]);
        }
    }
    let answer = Answer::json("[1]").header("x-next-cursor", "0");
    assert!(read(ask(answer).rows()).await.1.unwrap_err().is_truncated());
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
        // Counted from 0, too, and by any of the usual names.
        (json!({"page": 0, "size": 2, "total": 2}), Some(Proof::Record)),
        (json!({"page": 0, "size": 2, "total": 3}), None),
        (json!({"page": 0, "size": 2}), None),
        (json!({"page": 0, "size": 3}), Some(Proof::Syntax)),
        (
            json!({"current_page": 3, "per_page": 2, "total": 6}),
            Some(Proof::Record),
        ),
        (json!({"currentPage": 1, "perPage": 2}), None),
        // Of all rows, beside the size of a page.
        (json!({"page": 1, "pagelen": 10, "size": 2}), Some(Proof::Syntax)),
        (json!({"page": 1, "page_size": 2}), None),
        // A size that was asked for, and is not had.
        (json!({"offset": 0, "limit": 100, "total": 4}), None),
        (json!({"offset": 0, "limit": 100, "total": 3}), Some(Proof::Syntax)),
        (json!({"page": 1, "per_page": 100, "total": 6}), None),
        (json!({"page": 1, "pageSize": 2, "total_items": 3}), None),
        (json!({"skip": 50, "limit": 2, "total_count": 52}), Some(Proof::Record)),
        (json!({"skip": 50, "limit": 2, "totalCount": 53}), None),
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

/// Such as one whose number, offset or size has a name of its own.
#[tokio::test]
async fn a_total_that_nothing_leads_to_is_no_end() {
    for (body, is_cut) in [
        (json!({"total": 100}), true),
        (json!({"total": 3}), true),
        (json!({"total": 2}), false),
        (json!({"nr": 1, "size": 2, "total": 6}), true),
        (json!({"page": 1, "rpp": 2, "total": 6}), true),
        (json!({"page": 1, "rpp": 2, "total": 2}), false),
        (json!({"from": 0, "limit": 2, "totalElements": 6}), true),
        (json!({"total_count": 3}), true),
        (json!({"totalItems": 2}), false),
        (json!({"total_kind": "at_least"}), true),
        (json!({"total": 2, "total_kind": "at_least"}), true),
        (json!({"total": 2, "total_kind": "exact"}), false),
        (json!({"offset": 0, "total_kind": "at_least"}), true),
        // A later page, which states its number, and a short one, which may be the last.
        (json!({"page": 3, "total": 6}), false),
        (json!({"limit": 3, "total": 2, "total_kind": "at_least"}), false),
        // Whoever says that it is the last page knows which rows were asked for.
        (json!({"total": 6, "next": null}), false),
        (json!({"total": 6, "has_more": false}), false),
        (json!({"total": "many"}), false),
    ] {
        for place in ["", "/meta"] {
            let mut page = json!({"items": [1, 2], "meta": {}});
            let members = page.pointer_mut(place).unwrap().as_object_mut().unwrap();
            members.extend(body.as_object().unwrap().clone());
            if place == "/meta" && body.get("next").is_some() {
                continue;
            }
            let asked = ask(Answer::json(page.to_string()));
            let (rows, end) = read(asked.clone().rows()).await;
            assert_eq!(rows, [1, 2], "{page}");
            match end {
                Ok(_) => assert!(!is_cut, "{page}"),
                Err(error) => {
                    let why = std::error::Error::source(&error).unwrap().to_string();
                    assert!(
                        is_cut && error.is_truncated() && why.contains(".next("),
                        "{page}: {error:?}"
                    );
                }
            }
            // A rule that finds nothing is no word, and one of one's own is.
            let (_, end) = read(asked.clone().next(Next::cursor("nope", "c")).rows()).await;
            assert!(!is_cut || end.is_err(), "{page}");
            let known = read(asked.next(Next::by(|_| None)).rows()).await.1;
            assert!(known.is_ok() || body["offset"] == 0, "{page}");
        }
    }
    // Without a row, too.
    for body in [
        r#"{"items":[],"total":6}"#,
        r#"{"items":[],"page":1,"size":2,"total":1}"#,
    ] {
        assert!(failure(ask(Answer::json(body)).rows()).await.is_truncated(), "{body}");
    }
    for (name, value) in [
        ("x-total", "6"),
        ("x-total-count", "6"),
        ("x-total-pages", "2"),
        ("x-total-kind", "at_least"),
    ] {
        for answer in [
            Answer::json("[1,2]"),
            Answer::lines("1\n2\n"),
            Answer::events("data: 1\n\ndata: 2\n\n"),
        ] {
            let (rows, end) = read(ask(answer.header(name, value)).rows()).await;
            assert!(rows == [1, 2] && end.unwrap_err().is_truncated(), "{name}");
        }
    }
}

/// What the walk has read counts, where a page does not say which rows it has.
#[tokio::test]
async fn a_total_is_reached_by_all_pages_together() {
    for (total, is_cut) in [(4, false), (5, true)] {
        let server = Server::new(move |nth, _| match nth {
            0 => Answer::json(json!({"items": [1, 2], "total": total, "next": "?page=2"}).to_string()),
            _ => Answer::json(json!({"items": [3, 4], "total": total}).to_string()),
        });
        let (rows, end) = read(get::<u64>(&server, "http://api.example/x").rows()).await;
        assert_eq!((rows, end.is_err()), (vec![1, 2, 3, 4], is_cut));
        // Nobody knows how many rows come before a place that does not say it.
        let place: velithon_client::Resume = "page:http://api.example/x?page=2".parse().unwrap();
        let (rows, end) = read(get::<u64>(&server, "http://api.example/x").from(place).rows()).await;
        assert_eq!((rows, end.unwrap()), (vec![3, 4], Some(Proof::Syntax)));
    }
    // A walk that began in the middle, at a page that states where it is.
    for numbers in [
        json!({"page": 3, "size": 2, "total": 6}),
        json!({"offset": 4, "total": 6}),
        json!({"page": 3, "total": 6}),
    ] {
        let mut body = json!({"items": [5, 6]});
        body.as_object_mut()
            .unwrap()
            .extend(numbers.as_object().unwrap().clone());
        assert!(all(ask(Answer::json(body.to_string())).rows()).await.is_ok(), "{body}");
    }
}

/// Half of a surrogate pair and a number without bounds are JSON, and no values to most parsers.
#[tokio::test]
async fn what_cannot_be_read_hides_nothing_beside_it() {
    for odd in [r#""q":"\ud83d""#, r#""n":1e999"#, r#""\ud83d":1"#] {
        for (more, is_led) in [
            (r#""next_cursor":"x""#, true),
            (r#""has_more":true"#, false),
            (r#""page":1,"size":2,"total":6"#, false),
        ] {
            let page = format!(r#"{{"items":[1,2],"meta":{{{odd},{more}}}}}"#);
            let server = Server::new(move |nth, _| match nth {
                0 => Answer::json(page.clone()),
                _ => Answer::json(r#"{"items":[3],"meta":{"next_cursor":null}}"#),
            });
            let (rows, end) = read(get::<u64>(&server, "http://api.example/x").rows()).await;
            assert_eq!(rows.len(), if is_led { 3 } else { 2 }, "{odd} {more}");
            assert_eq!(end.is_ok(), is_led, "{odd} {more}");
        }
        for (next, meta) in [
            (Next::cursor("/meta/next", "c"), format!(r#"{{{odd},"next":"x"}}"#)),
            (
                Next::url("/meta/next"),
                format!(r#"{{{odd},"next":{{{odd},"href":"?page=2"}}}}"#),
            ),
            (Next::url("/meta/1"), format!(r#"[{{{odd}}},"?page=2"]"#)),
        ] {
            let page = format!(r#"{{"items":[1,2],"meta":{meta}}}"#);
            let server = Server::new(move |nth, _| match nth {
                0 => Answer::json(page.clone()),
                _ => Answer::json(r#"{"items":[3],"meta":null}"#),
            });
            let asked = get::<u64>(&server, "http://api.example/x").items("items").next(next);
            assert_eq!(all(asked.rows()).await.unwrap().0, [1, 2, 3], "{meta}");
        }
    }
    for body in [
        r#"{"items":[1],"next_cursor":"\ud83d"}"#,
        r#"{"items":[1],"meta":{"next_cursor":"\ud83d"}}"#,
        r#"{"items":[1],"next":{"href":"\ud83d"}}"#,
    ] {
        let (rows, end) = read(ask(Answer::json(body)).rows()).await;
        assert!(rows == [1] && end.unwrap_err().is_truncated(), "{body}");
    }
}

/// They name members by pointers, in which `~1` stands for a slash and `~0` for a tilde.
#[tokio::test]
async fn rules_of_ones_own_find_their_member_or_say_that_they_cannot() {
    for (pointer, first) in [
        ("/a~1b", json!({"a/b": "x"})),
        ("/m/a~1b", json!({"m": {"a/b": "x"}})),
        ("/~0~1", json!({"~/": "x"})),
        ("/~01", json!({"~1": "x"})),
        ("/", json!({"": "x"})),
        ("/m/n/1", json!({"m": {"n": ["w", "x"]}})),
        ("a/b", json!({"a/b": "x"})),
    ] {
        let mut page = json!({"items": [1]});
        page.as_object_mut().unwrap().extend(first.as_object().unwrap().clone());
        let server = Server::new(move |_, request| {
            let is_led = parameter(request, "c").is_some_and(|cursor| cursor == "x");
            Answer::json(if is_led { json!({"items": [2]}) } else { page.clone() }.to_string())
        });
        let asked = get::<u64>(&server, "http://api.example/x")
            .items("items")
            .next(Next::cursor(pointer, "c"));
        assert_eq!(all(asked.rows()).await.unwrap().0, [1, 2], "{pointer}");
    }
    for (member, is_last) in [
        (json!("oops"), false),
        (json!(7), false),
        (json!(true), false),
        (json!({"next": {"href": 7}}), false),
        (json!({"other": "x"}), true),
        (json!({"next": null}), true),
        (json!(null), true),
    ] {
        for next in [Next::cursor("/meta/next", "c"), Next::url("/meta/next")] {
            let answer = Answer::json(json!({"items": [1], "meta": member}).to_string());
            match read(ask(answer).next(next).rows()).await.1 {
                Ok(_) => assert!(is_last, "{member}"),
                Err(error) => assert!(!is_last && matches!(error.reason(), Reason::Malformed(_)), "{error:?}"),
            }
        }
        // Nobody has said that there are links in it.
        if member.is_string() {
            let answer = Answer::json(json!({"items": [1], "links": member}).to_string());
            assert!(all(ask(answer).rows()).await.is_ok());
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

/// The first one has the number 0 or 1, if it has any.
#[tokio::test]
async fn a_first_page_of_several_is_no_end() {
    for (numbers, end) in [
        (json!({"total_pages": 2}), None),
        (json!({"totalPages": 2, "page": 0}), None),
        (json!({"page_count": 2, "page": 1}), None),
        (json!({"pageCount": 1, "page": 1}), Some(Proof::Record)),
        (json!({"lastPage": 1, "page": 1}), Some(Proof::Record)),
        // Of the second page, where the first has the number 0.
        (json!({"last_page": 1, "page": 0, "size": 2}), None),
        (json!({"last_page": 1, "page": 0, "size": 3}), Some(Proof::Syntax)),
        // As many rows as the page has, where it is short.
        (
            json!({"page_count": 2, "page": 1, "page_size": 24}),
            Some(Proof::Syntax),
        ),
        (json!({"page_count": 2, "page": 1, "page_size": 2}), None),
        (json!({"lastPage": 1}), Some(Proof::Record)),
        (json!({"total_pages": 0}), Some(Proof::Record)),
        // A walk may begin at a later one.
        (json!({"total_pages": 7, "page": 3}), None),
        (json!({"total_pages": 7, "page": 7, "size": 2}), Some(Proof::Record)),
        (json!({"last_page": true}), Some(Proof::Syntax)),
    ] {
        for place in ["", "/page", "/meta/pagination"] {
            let mut body = json!({"items": [1, 2], "meta": {"pagination": {}}, "page": {}});
            let members = body.pointer_mut(place).unwrap().as_object_mut().unwrap();
            members.extend(numbers.as_object().unwrap().clone());
            let asked = ask(Answer::json(body.to_string()));
            let (rows, found) = read(asked.clone().rows()).await;
            assert_eq!((rows, found.ok()), (vec![1, 2], end.map(Some)), "{body}");
            assert!(all(asked.next(Next::by(|_| None)).rows()).await.is_ok(), "{body}");
        }
    }
    // Who has read all pages knows how many rows there are, whatever they count from.
    let server = Server::new(|nth, _| {
        let mut page = json!({"items": [nth], "page": nth, "size": 1, "total": 3});
        if nth < 2 {
            page["next"] = json!(format!("?page={}", nth + 1));
        }
        Answer::json(page.to_string())
    });
    let (rows, proof) = all(get::<u64>(&server, "http://api.example/x").rows()).await.unwrap();
    assert_eq!((rows, proof), (vec![0, 1, 2], Some(Proof::Record)));
    // The last one, which links led to, has no number, or one that counts from 0 or 1.
    for last in [
        json!({"total_pages": 2}),
        json!({"total_pages": 2, "page": 1}),
        json!({"total_pages": 2, "page": 2, "size": 2, "total": 4}),
    ] {
        let server = Server::new(move |nth, _| {
            let mut page = json!({"items": [1, 2], "total_pages": 2, "next": "?page=2"});
            if nth > 0 {
                page = json!({"items": [3, 4]});
                page.as_object_mut().unwrap().extend(last.as_object().unwrap().clone());
            }
            Answer::json(page.to_string())
        });
        let asked = get::<u64>(&server, "http://api.example/x");
        assert_eq!(all(asked.clone().rows()).await.unwrap().0, [1, 2, 3, 4]);
        let place: velithon_client::Resume = "page:http://api.example/x?page=2".parse().unwrap();
        assert_eq!(all(asked.from(place).rows()).await.unwrap().0, [3, 4]);
    }
}

/// Nobody can guess the parameter of a cursor, or whether a page is named by its number.
#[tokio::test]
async fn what_may_lead_on_is_no_end_unless_somebody_knows_better() {
    for (name, value) in [
        ("next_page", json!(2)),
        ("nextPage", json!("?page=2")),
        ("nextPage", json!("/x?page=2")),
        ("next_page", json!({"offset": "x"})),
        ("next_token", json!("x")),
        ("nextToken", json!("x")),
        ("next_offset", json!(2)),
        ("nextOffset", json!("2")),
        ("continuation_token", json!("x")),
        ("continuationToken", json!("x")),
        ("cursor", json!("x")),
        ("offset", json!("x")),
    ] {
        for place in ["", "/pagination", "/meta/paging"] {
            let page = |value, more: Value| {
                let mut body = json!({"items": [1, 2], "pagination": {}, "meta": {"paging": {}}});
                let members = body.pointer_mut(place).unwrap().as_object_mut().unwrap();
                members.insert(name.to_owned(), value);
                members.extend(more.as_object().unwrap().clone());
                ask(Answer::json(body.to_string()))
            };
            let asked = page(value.clone(), json!({}));
            let (rows, end) = read(asked.clone().rows()).await;
            let why = std::error::Error::source(&end.unwrap_err()).unwrap().to_string();
            assert!(rows == [1, 2] && why.contains(&format!("`{name}`")), "{why}");
            assert!(all(asked.next(Next::link()).rows()).await.is_ok(), "{name}");
            for nothing in [json!(null), json!(false), json!(""), json!(0), json!("0"), json!({})] {
                assert!(all(page(nothing.clone(), json!({})).rows()).await.is_ok(), "{name}");
                // A name that can mean nothing else says that there is no next one.
                let is_word = !["cursor", "offset"].contains(&name);
                for more in [json!({"page": 1, "pageSize": 2}), json!({"totalCount": 3})] {
                    let end = read(page(nothing.clone(), more).rows()).await.1.ok();
                    assert_eq!(end, is_word.then_some(Some(Proof::Record)), "{name}");
                }
            }
            for more in [json!({"total": 2}), json!({"has_more": false})] {
                assert!(all(page(value.clone(), more).rows()).await.is_ok(), "{name}");
            }
        }
    }
    for (value, is_end) in [("2", false), ("", true)] {
        let answer = Answer::json("[1,2]").header("x-next-page", value);
        assert_eq!(read(ask(answer).rows()).await.1.is_ok(), is_end);
    }
}

/// Such as Airtable's; others repeat where the request began, in whatever type it came.
#[tokio::test]
async fn an_offset_or_a_cursor_that_is_repeated_leads_nowhere() {
    for (query, numbers, is_end) in [
        ("", json!({"offset": "itr1/rec1"}), false),
        ("", json!({"offset": "0", "limit": "10"}), true),
        ("?offset=20", json!({"offset": "20"}), true),
        ("", json!({"skip": "20.0"}), true),
        // Of a clock.
        ("", json!({"offset": -4}), true),
        ("?cursor=a%2Fb", json!({"cursor": "a/b"}), true),
        ("?cursor=a", json!({"cursor": "b"}), false),
        ("?offset=itr1/rec1", json!({"offset": "itr1/rec1"}), true),
        ("?after=7", json!({"cursor": 7}), true),
    ] {
        let mut body = json!({"items": [1, 2]});
        body.as_object_mut()
            .unwrap()
            .extend(numbers.as_object().unwrap().clone());
        let text = body.to_string().replace('/', "\\/");
        let server = Server::new(move |_, _| Answer::json(text.clone()));
        let (rows, end) = read(get::<u64>(&server, &format!("http://api.example/x{query}")).rows()).await;
        assert_eq!((rows, end.is_ok()), (vec![1, 2], is_end), "{query} {body}");
    }
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
