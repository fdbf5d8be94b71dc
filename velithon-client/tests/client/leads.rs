//! Where a page leads, and what may lead on and does not say how.

use serde_json::{Value, json};
use velithon_client::{Get, Next, Proof, Reason, get};

use crate::support::{Answer, Server, URL, all, ask, failure, number, parameter, read};

/// A page, and the last one wherever it leads.
fn two_pages(first: Value, next: Option<Next>) -> Get<u64> {
    let server = Server::new(move |nth, _| match nth {
        0 => Answer::json(first.to_string()),
        _ => Answer::json(r#"{"items":[2],"next":null}"#),
    });
    let asked = get(&server, "http://api.example/x");
    match next {
        Some(next) => asked.next(next),
        None => asked,
    }
}

#[tokio::test]
async fn a_next_member_that_nobody_can_follow_is_an_error_behind_the_rows_and_not_the_end() {
    for (body, member) in [
        (json!({"items": [1], "next": 2}), "next"),
        (json!({"items": [1], "next": {"page": 2}}), "next"),
        (json!({"items": [1], "next": true}), "next"),
        // The number of a page or a token is no place on its own.
        (json!({"items": [1], "next": "2"}), "next"),
        (json!({"items": [1], "next": "eyJpZCI6MX0="}), "next"),
        (json!({"items": [1], "next": "1.AAECAw"}), "next"),
        (json!({"items": [1], "next": "ab/cd=="}), "next"),
        (json!({"items": [1], "next": "2024-01-01T00:00:00Z"}), "next"),
        (json!({"items": [1], "next_url": "x"}), "next_url"),
        (json!({"items": [1], "meta": {"next_url": "x"}}), "/meta/next_url"),
        (json!({"items": [1], "links": {"next": {"href": "2"}}}), "/links/next"),
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
        (
            json!({"items": [1], "meta": {"next_cursor": true}}),
            "/meta/next_cursor",
        ),
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
    for reference in [
        "?page=2",
        "/x?page=2",
        "x?page=2",
        "./2",
        "../x?page=2",
        "2.json",
        "//api.example/x?page=2",
        "http://api.example/2",
    ] {
        for next in [None, Some(Next::url("next"))] {
            let asked = two_pages(json!({"items": [1], "next": reference}), next);
            assert_eq!(all(asked.rows()).await.unwrap().0, [1, 2], "{reference}");
        }
    }
    // Whoever says that it is a URL is believed there, too.
    let asked = two_pages(json!({"items": [1], "next": "2"}), Some(Next::url("next")));
    assert_eq!(all(asked.rows()).await.unwrap().0, [1, 2]);
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

/// Nobody can guess the parameter of a cursor, or whether a page is named by its number.
/// As an error names it: the header's object, wherever the body has none of that name.
#[tokio::test]
async fn a_pointer_leads_into_an_object_that_a_header_holds() {
    for (header, pointer) in [
        ("x-pagination", "/pagination/nextPage"),
        ("x-pagination", "/X-Pagination/nextPage"),
        ("pagination", "/pagination/nextPage"),
    ] {
        let server = Server::new(move |_, request| {
            let page = number(request, "page").max(1);
            let next = (page == 1).then_some(2);
            Answer::json(format!("[{page}]")).header(header, &json!({"nextPage": next}).to_string())
        });
        let asked = get::<u64>(&server, URL);
        let why = format!("{:#}", all(asked.clone().rows()).await.unwrap_err());
        assert!(why.contains("`/pagination/nextPage`"), "{why}");
        let followed = all(asked.clone().next(Next::cursor(pointer, "page")).rows()).await;
        assert_eq!(followed.unwrap().0, [1, 2], "{header}");
        assert_eq!(server.asked()[1..], ["/x", "/x?page=2"]);
    }
}

#[tokio::test]
async fn what_may_lead_on_is_no_end_unless_somebody_knows_better() {
    for (name, value) in [
        ("next_page", json!(2)),
        ("nextPage", json!("/x/2")),
        ("next_page", json!("/wAAAA==")),
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
            let path = if place.is_empty() {
                name.to_owned()
            } else {
                format!("{place}/{name}")
            };
            assert!(rows == [1, 2] && why.contains(&format!("`{path}`")), "{why}");
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
    let templated = |body: &str| Answer::json(body.to_owned()).header("link-template", "\"{?cursor}\"; rel=\"next\"");
    let (rows, end) = read(ask(templated(r#"{"items":[1],"next_cursor":null}"#)).rows()).await;
    assert_eq!((rows, end.unwrap()), (vec![1], Some(Proof::Record)));
    let (_, end) = read(ask(templated(r#"{"items":[1]}"#)).rows()).await;
    assert!(end.unwrap_err().is_truncated());
    // Its cursor is where it has to be, and holds nothing: another word is what says that there are more.
    for (more, says) in [
        (r#""has_more":true"#, "by `has_more`"),
        (r#""page":1,"total_pages":3"#, "by `total_pages`"),
    ] {
        let body = format!(r#"{{"items":[1],"next_cursor":null,{more}}}"#);
        let why = format!("{:#}", failure(ask(templated(&body)).rows()).await);
        assert!(why.contains(says), "{why}");
    }
}

/// As an error names it.
#[tokio::test]
async fn a_header_is_a_lead_by_its_own_name() {
    for (header, next, value, asked) in [
        ("opc-next-page", Next::cursor("opc-next-page", "page"), "b", "/x?page=b"),
        (
            "x-nomad-nexttoken",
            Next::cursor("X-Nomad-NextToken", "next_token"),
            "7",
            "/x?next_token=7",
        ),
        ("x-next-page", Next::url("x-next-page"), "/x/2", "/x/2"),
        ("x-next-cursor", Next::cursor("next_cursor", "after"), "b", "/x?after=b"),
    ] {
        let server = Server::new(move |nth, _| {
            let answer = Answer::json(format!("[{nth}]"));
            if nth == 0 {
                answer.header_of(header, value)
            } else {
                answer
            }
        });
        let walk = get::<u64>(&server, "http://api.example/x").next(next).rows();
        assert_eq!(all(walk).await.unwrap().0, [0, 1], "{header}");
        assert_eq!(server.asked(), ["/x", asked]);
    }
    // Each response has a date, which is no cursor.
    let answer = Answer::json("[1]").header("date", "Tue, 15 Nov 1994 08:12:31 GMT");
    let walk = ask(answer).next(Next::cursor("date", "before")).rows();
    assert_eq!(all(walk).await.unwrap().0, [1]);
}

/// Unless it is there no more, an only page does not have it: then nothing else leads on, either.
#[tokio::test]
async fn a_rule_whose_member_the_first_page_does_not_have_knows_no_better() {
    for (body, name, is_end) in [
        (json!({"items": [1], "meta": {"next_token": "b"}}), "next_token", false),
        (json!({"items": [1], "nextToken": "b"}), "next_token", false),
        (
            json!({"items": [1], "links": [{"rel": "next", "href": "/x"}]}),
            "/links/next",
            false,
        ),
        (json!({"items": [1], "links": []}), "/links/next", true),
        (json!({"items": [1], "nextToken": null}), "next_token", true),
        (json!({"items": [1], "cursor": "a"}), "next_token", true),
        (
            json!({"items": [1], "nextToken": "b", "has_more": false}),
            "next_token",
            true,
        ),
        (json!({"items": [1]}), "next_token", true),
    ] {
        let walk = ask(Answer::json(body.to_string()))
            .items("items")
            .next(Next::cursor(name, "at"));
        assert_eq!(all(walk.rows()).await.is_ok(), is_end, "{name} {body}");
    }
}
