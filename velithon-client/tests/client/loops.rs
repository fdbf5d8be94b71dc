//! Pages that lead back to pages that were seen.

use serde_json::json;
use velithon_client::{Asked, Proof, Reason, get};

use crate::support::{Answer, End, Server, URL, all, ask, number, read};

#[tokio::test]
async fn a_page_that_was_seen_is_an_error() {
    // A server that does not know the parameter sends the same page for ever.
    let ignorant = Server::new(|_, _| Answer::json(r#"{"items":[1,2],"next_cursor":"2"}"#));
    let circle = Server::new(|_, request| {
        let next = number(request, "cursor") % 3 + 1;
        Answer::json(json!({"items": [next], "next_cursor": next}).to_string())
    });
    for (server, most, is_ignorant) in [(ignorant, 2, true), (circle, 4, false)] {
        for parameter in [None, Some("cursor")] {
            let mut get = get(&server, "http://api.example/x");
            if let Some(name) = parameter {
                get = get.cursor_parameter(name);
            }
            let before = server.asked().len();
            let error = all(get.rows()).await.unwrap_err();
            match error.reason() {
                Reason::Loop { .. } => assert!(parameter.is_some() || !is_ignorant, "{error:?}"),
                Reason::NoProgress { .. } => assert!(parameter.is_none() && is_ignorant, "{error:?}"),
                _ => panic!("{error:?}"),
            }
            assert!(server.asked().len() - before <= most);
        }
    }
}

/// Each of its cursors is another one, as where a server encrypts them.
#[tokio::test]
async fn the_same_page_again_is_an_error_where_nobody_has_named_the_parameter() {
    let named = |answer: Answer| answer.header("link-template", "\"{?cursor}\"; rel=\"next\"");
    for (own, is_told, first, second, is_again) in [
        (None, false, 1..3, 1..3, true),
        (None, false, 1..3, 1..4, false),
        (None, false, 1..3, 2..4, false),
        (None, false, 1..200, 1..200, true),
        (None, false, 1..200, 1..201, false),
        // Whose parameter is right may have the same rows again.
        (Some("cursor"), false, 1..3, 1..3, false),
        (None, true, 1..3, 1..3, false),
    ] {
        let pages: [Vec<u64>; 3] = [first.collect(), second.collect(), vec![4]];
        let all = pages.concat();
        let before = pages[0].len();
        let server = Server::new(move |nth, _| {
            let next = (nth < 2).then_some(nth + 1);
            let page = Answer::json(json!({"items": pages[nth], "next_cursor": next}).to_string());
            if is_told { named(page) } else { page }
        });
        let mut asked = get::<u64>(&server, "http://api.example/x");
        if let Some(own) = own {
            asked = asked.cursor_parameter(own);
        }
        let (rows, end) = read(asked.rows()).await;
        if is_again {
            assert_eq!(rows, all[..before], "they come once");
            let error = end.unwrap_err();
            assert!(
                matches!(error.reason(), Reason::NoProgress { asked: Asked::Parameter(name), .. } if name == "cursor"),
                "{error:?}"
            );
            assert_eq!(server.asked().len(), 2);
        } else {
            assert_eq!((rows, end.unwrap()), (all, Some(Proof::Record)));
        }
    }
}

/// Not even once more.
#[tokio::test]
async fn a_page_that_leads_to_itself_is_not_asked_for_again() {
    let same = Answer::json(r#"{"items":[1],"next":"/x#again"}"#);
    let redirected = Answer::json(r#"{"items":[1],"next":"/y"}"#).redirected_to("http://api.example/y");
    for (answer, url) in [(same, "http://api.example/x"), (redirected, "http://api.example/y")] {
        // The first page, or one behind it.
        for first in [None, Some(Answer::json(r#"{"items":[0],"next":"/x"}"#))] {
            let pages: Vec<_> = first.into_iter().chain([answer.clone()]).collect();
            let count = pages.len();
            let server = Server::new(move |nth, _| pages[nth].clone());
            let start = if count == 1 {
                "http://api.example/x"
            } else {
                "http://api.example/"
            };
            let error = all(get(&server, start).rows()).await.unwrap_err();
            assert!(
                matches!(error.reason(), Reason::Loop { url: again, .. } if again == url),
                "{error:?}"
            );
            assert_eq!(server.asked().len(), count);
        }
    }
}

/// As Mailgun and Horizon have it: each page leads on, and the one behind the last to itself.
#[tokio::test]
async fn an_empty_page_that_leads_to_itself_is_the_end_unless_it_says_that_there_are_more() {
    for (more, is_end) in [
        (json!({}), true),
        (json!({"total": 2}), true),
        (json!({"total": 3}), false),
        (json!({"has_more": true}), false),
    ] {
        for (name, next) in [("next", "?cursor=2"), ("next_cursor", "2")] {
            // The first page, too.
            for first in [vec![1, 2], vec![]] {
                let (said, rows) = (more.clone(), first.clone());
                let server = Server::new(move |nth, _| {
                    assert!(nth < 3, "it would go on for ever");
                    let items = if nth == 0 { rows.clone() } else { vec![] };
                    let mut page = json!({"items": items, name: next});
                    page.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
                    Answer::json(page.to_string())
                });
                let (rows, end) = read::<u64>(get(&server, URL).rows()).await;
                // Nobody knows whether the server reads a cursor that leads to no row.
                let is_shown = name == "next" || !first.is_empty();
                let is_short = more.get("total").is_some() && first.is_empty();
                assert_eq!(
                    (rows, end.is_ok()),
                    (first, is_end && is_shown && !is_short),
                    "{name} {more}"
                );
            }
        }
    }
}

/// The walk that it goes on behind had its cursor of this server.
#[tokio::test]
async fn a_walk_that_goes_on_at_the_page_behind_the_last_ends_there() {
    for next in [json!({"next_cursor": "2"}), json!({"next": "?cursor=2"})] {
        let mut page = json!({"items": []});
        page.as_object_mut().unwrap().extend(next.as_object().unwrap().clone());
        let place: velithon_client::Resume = "page:http://api.example/x?cursor=2".parse().unwrap();
        let asked = ask(Answer::json(page.to_string())).from(place);
        assert!(all(asked.rows()).await.unwrap().0.is_empty(), "{next}");
    }
}

/// As CKAN has it, whose pages behind the last lead on for ever.
#[tokio::test]
async fn a_page_behind_as_many_rows_as_there_are_is_the_end_wherever_the_walk_begins() {
    let server = Server::new(|_, request| {
        let offset = number(request, "offset");
        let rows: Vec<_> = (offset..5).take(2).collect();
        let next = format!("?offset={}", offset + 2);
        Answer::json(json!({"records": rows, "total": 5, "_links": {"next": next}}).to_string())
    });
    let asked = get::<u64>(&server, URL);
    assert_eq!(all(asked.clone().rows()).await.unwrap().0, [0, 1, 2, 3, 4]);
    let place: velithon_client::Resume = format!("page:{URL}?offset=6").parse().unwrap();
    let begun_later = get::<u64>(&server, format!("{URL}?offset=6"));
    for later in [asked.from(place), begun_later] {
        let before = server.asked().len();
        assert!(all(later.rows()).await.unwrap().0.is_empty());
        assert_eq!(server.asked().len(), before + 1);
    }
}

#[tokio::test]
async fn empty_pages_without_an_end_are_an_error_with_a_place_to_go_on_from() {
    let server = || {
        Server::new(|_, request| {
            let page = number(request, "page");
            let items = if page == 0 { vec![1] } else { vec![] };
            Answer::json(json!({"items": items, "next": format!("?page={}", page + 1)}).to_string())
        })
    };
    let (rows, end) = read::<u64>(get(&server(), URL).rows()).await;
    let error = end.unwrap_err();
    assert!(rows == [1] && error.is_truncated(), "{error:?}");
    assert_eq!(
        error.resume().unwrap().to_string(),
        "page:http://api.example/x?page=10001"
    );
    // Whoever takes pages has each of them.
    let mut pages = get::<u64>(&server(), URL).pages();
    for _ in 0..20_000 {
        assert!(pages.try_next().await.unwrap().is_some());
    }
}

/// Each of its links is another one.
#[tokio::test]
async fn a_redirect_to_a_page_that_was_read_is_an_error_before_its_rows() {
    for to in ["http://api.example/x", "http://api.example/x#top"] {
        let server = Server::new(move |nth, request| {
            assert!(nth < 4, "it would go on for ever");
            let page = Answer::json("[1,2]").header("link", &format!("</x?c={nth}>; rel=\"next\""));
            if request.uri().query().is_some() {
                page.redirected_to(to)
            } else {
                page
            }
        });
        for rows in [get(&server, URL).rows(), get(&server, URL).rows().at_once()] {
            let before = server.asked().len();
            let (rows, end) = read::<u64>(rows).await;
            let error = end.unwrap_err();
            assert!(
                matches!(error.reason(), Reason::Loop { url, .. } if url == to),
                "{error:?}"
            );
            assert_eq!((rows, server.asked().len() - before), (vec![1, 2], 2));
        }
    }
    // Also where it is the last page by now.
    let server = Server::new(|nth, _| match nth {
        0 => Answer::json(r#"{"items":[1],"next":"?page=2"}"#),
        _ => Answer::json(r#"{"items":[1],"next":null}"#).redirected_to(URL),
    });
    let (rows, end) = read::<u64>(get(&server, URL).rows()).await;
    assert!(rows == [1] && matches!(end.unwrap_err().reason(), Reason::Loop { .. }));
}

/// A page that is cut is asked for again, wherever it is.
#[tokio::test]
async fn a_redirect_to_a_page_that_was_not_read_whole_is_none_back() {
    let server = Server::new(|nth, request| {
        let page = number(request, "page");
        let body = if page == 0 {
            r#"{"items":[1],"next":"?page=1"}"#
        } else {
            r#"{"items":[2],"next":null}"#
        };
        let answer = Answer::json(body).redirected_to(["http://api.example/y", "http://api.example/y?page=1"][nth / 2]);
        if nth % 2 == 0 { answer.cut(9, End::Cut) } else { answer }
    });
    assert_eq!(all(get(&server, URL).resume(1).rows()).await.unwrap().0, [1, 2]);
    // Nor is one to the page itself.
    let server = Server::new(|nth, _| match nth {
        0 => Answer::json(r#"{"items":[1],"next":"?page=2"}"#),
        _ => Answer::json(r#"{"items":[2],"next":null}"#).redirected_to("http://api.example/x?page=2#top"),
    });
    assert_eq!(all(get(&server, URL).rows()).await.unwrap().0, [1, 2]);
}
