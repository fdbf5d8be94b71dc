//! Pages of any API: where the next one is, and where it must not be.

use std::fmt::Write;

use serde_json::{Value, json};
use velithon_client::{Next, Page, Proof, Reason, get};

use crate::support::{Answer, End, Server, all, ask, number, read};

/// Rows from 0 to 6, in pages of three: the numbers from one on.
fn three(from: u64) -> Vec<u64> {
    (from..(from + 3).min(7)).collect()
}

#[tokio::test]
async fn links_are_followed() {
    let server = Server::new(|_, request| {
        let from = number(request, "from");
        let mut links = format!(
            "<?from=0>; rel=\"first\", <?from={}>; rel=\"prev\"",
            from.saturating_sub(3)
        );
        if from + 3 < 7 {
            write!(
                links,
                ", </x?from={}>; title=\"a, b; rel=next\"; rel=\"last next\"",
                from + 3
            )
            .unwrap();
        }
        Answer::json(json!(three(from)).to_string()).header("link", &links)
    });
    let (rows, proof) = all(get(&server, "http://api.example/x").rows()).await.unwrap();
    assert_eq!(rows, (0..7).collect::<Vec<_>>());
    assert_eq!(proof, Some(Proof::Record));
    assert_eq!(server.asked(), ["/x", "/x?from=3", "/x?from=6"]);
}

#[tokio::test]
async fn links_in_the_body_are_followed() {
    let server = Server::new(|_, request| {
        let from = number(request, "from");
        let mut links = json!({"first": "?from=0"});
        if from + 3 < 7 {
            links["next"] = format!("?from={}", from + 3).into();
        }
        Answer::json(json!({"items": three(from), "links": links}).to_string())
    });
    let (rows, _) = all(get(&server, "http://api.example/x").rows()).await.unwrap();
    assert_eq!(rows, (0..7).collect::<Vec<_>>());
    assert_eq!(server.asked(), ["/x", "/x?from=3", "/x?from=6"]);
}

#[tokio::test]
async fn a_next_cursor_goes_into_the_parameter_of_cursors() {
    let server = Server::new(|_, request| {
        let from = number(request, "c");
        let next = (from + 3 < 7).then(|| (from + 3).to_string());
        Answer::json(json!({"items": three(from), "next_cursor": next}).to_string())
    });
    let get = get(&server, "http://api.example/x").cursor_parameter("c");
    assert_eq!(all(get.rows()).await.unwrap().0, (0..7).collect::<Vec<_>>());
}

#[tokio::test]
async fn members_are_followed_by_name() {
    type Body = fn(u64, Option<u64>) -> Value;
    let cases: [(Body, Option<Next>, &str); 8] = [
        (
            |from, next| json!({"items": three(from), "next_cursor": next.map(|next| next.to_string()), "size": 3}),
            None,
            "cursor",
        ),
        (
            |from, next| json!({"next_cursor": next, "people": three(from)}),
            None,
            "cursor",
        ),
        (
            |from, next| json!({"nextPageToken": next.map_or(String::new(), |next| next.to_string()), "files": three(from)}),
            None,
            "pageToken",
        ),
        (
            |from, next| json!({"value": three(from), "@odata.nextLink": next.map(|next| format!("http://api.example/x?skip={next}"))}),
            None,
            "skip",
        ),
        (
            |from, next| json!({"count": 7, "next": next.map(|next| format!("?page={next}")), "results": three(from)}),
            None,
            "page",
        ),
        (
            |from, next| json!({"data": three(from), "links": {"next": next.map(|next| format!("/x?p={next}"))}}),
            Some(Next::url("/links/next")),
            "p",
        ),
        (
            |from, next| json!({"data": three(from), "meta": {"more": next.unwrap_or_default()}}),
            Some(Next::by(|page| {
                let meta: Value = page.member("meta")?;
                let more = meta["more"].as_u64()?;
                (more > 0).then(|| format!("?at={more}"))
            })),
            "at",
        ),
        (
            |from, _| json!({"data": three(from)}),
            Some(Next::by(|page| {
                (page.rows() == 3).then(|| format!("?offset={}&limit=3", page.rows_so_far()))
            })),
            "offset",
        ),
    ];
    for (body, next, name) in cases {
        let server = Server::new(move |_, request| {
            let from = number(request, name);
            Answer::json(body(from, (from + 3 < 7).then_some(from + 3)).to_string())
        });
        let mut asked = get(&server, "http://api.example/x?q=1");
        if let Some(next) = next {
            asked = asked.next(next);
        }
        let (rows, proof) = all(asked.clone().rows()).await.unwrap();
        assert_eq!(rows, (0..7).collect::<Vec<_>>(), "{name}");
        assert_eq!(proof, Some(Proof::Record), "{name}");
        let mut pages = asked.pages();
        let (mut sizes, mut by_page) = (Vec::new(), Vec::new());
        while let Some(page) = pages.try_next().await.unwrap() {
            sizes.push(page.rows().len());
            by_page.extend(page);
        }
        assert_eq!((sizes, by_page), (vec![3, 3, 1], rows));
        assert_eq!(pages.proof(), Some(Proof::Record), "{name}");
    }
}

/// Those that nothing has to be guessed about, or whose parameter is mostly the same: a server that does not read it is found out.
#[tokio::test]
async fn other_names_of_urls_and_cursors_are_read_too() {
    for (name, next, place) in [
        ("nextLink", json!("?p=2"), "/x?p=2"),
        ("next_url", json!("?p=2"), "/x?p=2"),
        ("nextUrl", json!("?p=2"), "/x?p=2"),
        ("next_page_url", json!("?p=2"), "/x?p=2"),
        ("nextPageUrl", json!("?p=2"), "/x?p=2"),
        ("nextRecordsUrl", json!("/y"), "/y"),
        ("nextCursor", json!("2"), "/x?cursor=2"),
        ("next_page_token", json!("2"), "/x?page_token=2"),
        ("nextPageToken", json!(2), "/x?pageToken=2"),
        ("next", json!("?p=2"), "/x?p=2"),
    ] {
        for object in ["", "paging", "pagination", "pages", "meta", "info"] {
            let page = move |items: Value, next: Value| {
                let next = json!({name: next});
                let mut page = if object.is_empty() { next } else { json!({object: next}) };
                page["items"] = items;
                Answer::json(page.to_string())
            };
            let (first, ignorant) = (page(json!([1]), next.clone()), page(json!([1]), next.clone()));
            let server = Server::new(move |nth, _| match nth {
                0 => first.clone(),
                _ => page(json!([2]), Value::Null),
            });
            let (rows, proof) = all(get(&server, "http://api.example/x").rows()).await.unwrap();
            assert_eq!((rows, proof), (vec![1, 2], Some(Proof::Record)), "{object} {name}");
            assert_eq!(server.asked(), ["/x", place]);
            let (rows, end) = read(ask(ignorant).rows()).await;
            assert_eq!(rows, [1], "{object} {name}");
            let is_guess = matches!(end.unwrap_err().reason(), Reason::NoProgress { .. });
            assert_eq!(is_guess, !next.to_string().contains(['?', '/']), "{name}");
        }
    }
    // Whoever names the parameter counts more than a guess.
    let server = Server::new(|nth, _| match nth {
        0 => Answer::json(r#"{"items":[1],"next_page_token":"x"}"#),
        _ => Answer::json(r#"{"items":[2],"next_page_token":""}"#),
    });
    let asked = get(&server, "http://api.example/x").cursor_parameter("next_page_token");
    assert_eq!(all(asked.rows()).await.unwrap().0, [1, 2]);
    assert_eq!(server.asked()[1], "/x?next_page_token=x");
}

/// As Zendesk and Asana have it.
#[tokio::test]
async fn a_whole_url_is_followed_by_names_that_may_mean_something_else() {
    for (name, object, next) in [
        ("next_page", "", json!("http://api.example/x?page=2")),
        ("nextPage", "meta", json!("http://api.example/x?page=2")),
        (
            "next_page",
            "",
            json!({"offset": "x", "path": "/x", "uri": "http://api.example/x?page=2"}),
        ),
    ] {
        let page = move |items: Value, next: Value| {
            let next = json!({name: next});
            let mut page = if object.is_empty() { next } else { json!({object: next}) };
            page["items"] = items;
            Answer::json(page.to_string())
        };
        let server = Server::new(move |nth, _| match nth {
            0 => page(json!([1]), next.clone()),
            _ => page(json!([2]), Value::Null),
        });
        let (rows, proof) = all(get(&server, "http://api.example/x").rows()).await.unwrap();
        assert_eq!((rows, proof), (vec![1, 2], Some(Proof::Record)), "{name}");
        assert_eq!(server.asked(), ["/x", "/x?page=2"], "{name}");
    }
    let (rows, end) = read(ask(Answer::json(r#"{"items":[1],"next_page":"https://other.example/"}"#)).rows()).await;
    assert!(rows == [1] && matches!(end.unwrap_err().reason(), Reason::OtherOrigin { .. }));
}

/// They are alike, and yet none of them is the one before: a filter may pass over many rows.
#[tokio::test]
async fn pages_without_rows_may_follow_each_other() {
    let server = Server::new(|_, request| {
        let at = number(request, "cursor");
        let (items, next) = if at < 3 {
            (vec![], Some(at + 1))
        } else {
            (vec![7], None)
        };
        Answer::json(json!({"items": items, "next_cursor": next}).to_string())
    });
    let (rows, _) = all(get::<u64>(&server, "http://api.example/x").rows()).await.unwrap();
    assert_eq!(rows, [7]);
    assert_eq!(server.asked().len(), 4);
}

#[tokio::test]
async fn another_origin_is_only_asked_if_it_is_allowed() {
    for next in [
        "http://other.example/x?cursor=1",
        "https://api.example/x?cursor=1",
        "//other.example/y",
        "http://api.example:81/",
    ] {
        let server = Server::new(move |nth, _| match nth {
            0 => Answer::json(json!({"items": [1], "next": next}).to_string()),
            _ => Answer::json(r#"{"items":[2],"next":null}"#),
        });
        let mut rows = get::<u64>(&server, "http://api.example/x")
            .header("authorization", "secret")
            .rows();
        assert_eq!(rows.try_next().await.unwrap(), Some(1));
        let error = rows.try_next().await.unwrap_err();
        assert!(matches!(error.reason(), Reason::OtherOrigin { .. }), "{error:?}");
        assert_eq!(server.asked().len(), 1);
    }
    let server = Server::new(|nth, _| match nth {
        0 => Answer::json(r#"{"items":[1],"next":"https://cdn.example/x"}"#),
        _ => Answer::json(r#"{"items":[2],"next":null}"#),
    });
    let (rows, _) = all(get(&server, "http://api.example/x")
        .allow_origin("https://cdn.example")
        .rows())
    .await
    .unwrap();
    assert_eq!(rows, [1, 2]);
}

#[tokio::test]
async fn a_resumed_place_is_of_the_same_origin_too() {
    let server = Server::new(|_, _| Answer::json("[]"));
    let resume = "page:https://evil.example/x"
        .parse::<velithon_client::Resume>()
        .unwrap();
    let error = all(get(&server, "http://api.example/x").from(resume).rows())
        .await
        .unwrap_err();
    assert!(matches!(error.reason(), Reason::OtherOrigin { .. }), "{error:?}");
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn a_page_that_is_cut_is_read_again() {
    for cut in 0..40 {
        for end in [End::Clean, End::Cut] {
            let server = Server::new(move |nth, request| {
                let from = number(request, "cursor");
                let next = (from + 3 < 7).then_some(from + 3);
                let answer = Answer::json(json!({"items": three(from), "next_cursor": next}).to_string());
                if nth % 2 == 0 {
                    answer.cut(cut.min(30), end)
                } else {
                    answer
                }
            });
            let (rows, _) = all(get(&server, "http://api.example/x").resume(1).rows())
                .await
                .unwrap();
            assert_eq!(rows, (0..7).collect::<Vec<_>>());
        }
    }
}

/// A page that is cut comes again, whole or changed; an array by itself is all there is, and nothing proves a part of it.
#[tokio::test]
async fn rows_of_a_page_wait_for_its_end_and_those_of_an_array_do_not() {
    let with = |name, value| Answer::json("[1,2").header(name, value);
    let rule = Some(Next::url("next"));
    for (answer, next, rows) in [
        (Answer::json("[1,2"), None, &[1][..]),
        (with("link", "</x.css>; rel=preload"), None, &[1]),
        (with("link", "<?page=2>; rel=\"next\""), None, &[]),
        (with("link", "<?page=1>; rel=\"prev\""), None, &[]),
        (with("link-template", "\"{?cursor}\"; rel=\"next\""), None, &[]),
        (with("x-next-cursor", "2"), None, &[]),
        (Answer::json("{\"rows\":[1,2"), None, &[]),
        (Answer::json("{\"a\":0,\"rows\":[1,2"), None, &[]),
        (Answer::json("[1,2"), rule, &[]),
    ] {
        let mut asked = ask(answer);
        if let Some(next) = next {
            asked = asked.next(next);
        }
        let (read, end) = read(asked.rows()).await;
        assert_eq!(read, rows);
        assert!(end.unwrap_err().is_truncated());
    }
}

/// It says as much beside its rows as any other one. A batch without rows is nothing.
#[tokio::test]
async fn a_page_without_rows_is_a_page() {
    for (answer, sizes) in [
        (Answer::json(r#"{"items":[],"total":0}"#), &[0][..]),
        (Answer::json("[]"), &[0]),
        (Answer::lines("{\"$end\":{}}\n"), &[]),
        (Answer::lines("{\"$mark\":{\"after\":\"a\"}}\n1\n{\"$end\":{}}\n"), &[1]),
        (Answer::json("").with_status(204), &[]),
    ] {
        let mut pages = ask(answer).pages();
        let mut read = Vec::new();
        while let Some(page) = pages.try_next().await.unwrap() {
            read.push(page.rows().len());
        }
        assert_eq!(read, sizes);
    }
}

/// What a rule of one's own sees of a page, where redirects led to another one.
#[tokio::test]
async fn a_rule_sees_where_a_page_is_from_and_what_it_came_with() {
    let server = Server::new(|nth, _| match nth {
        0 => Answer::json("[1,2]")
            .header("x-page", "1")
            .redirected_to("http://api.example/y/"),
        _ => Answer::json("[3]"),
    });
    let next = Next::by(|page| {
        let number: u64 = page.headers().get("x-page")?.to_str().ok()?.parse().ok()?;
        Some(page.url().replace("/y/", &format!("/y/{}", number + 1)))
    });
    let (rows, _) = all(get(&server, "http://api.example/x").next(next).rows())
        .await
        .unwrap();
    assert_eq!(rows, [1, 2, 3]);
    assert_eq!(server.asked(), ["/x", "/y/2"]);
}

/// It is the URL alone, unless a rule counts rows: whoever reads it may ask for it.
#[tokio::test]
async fn a_place_between_pages_is_the_url_of_the_next_one() {
    for (next, place) in [
        (None, "page:http://api.example/x?page=2"),
        (Some(Next::url("next")), "page:http://api.example/x?page=2"),
        (
            Some(Next::by(|page| page.member("next"))),
            "page:http://api.example/x?page=2#rows=3",
        ),
    ] {
        // A fragment is the server's, and no count of ours.
        let mut asked = ask(Answer::json(r#"{"items":[1,2,3],"next":"?page=2#rows=9"}"#));
        if let Some(next) = next {
            asked = asked.next(next);
        }
        let page = asked.pages().try_next().await.unwrap().unwrap();
        assert_eq!(page.resume().unwrap().to_string(), place);
    }
}

#[tokio::test]
async fn pages_tell_what_stands_beside_their_rows() {
    let server = Server::new(|_, _| {
        Answer::json(r#"{"total":7,"people":[1],"tags":["a"],"next_cursor":null}"#).header("x-size", "1")
    });
    let mut pages = get::<u64>(&server, "http://api.example/x").items("people").pages();
    let page: Page<u64> = pages.try_next().await.unwrap().unwrap();
    assert_eq!(page.member::<u64>("total").unwrap(), Some(7));
    assert_eq!(page.member::<Vec<String>>("tags").unwrap(), Some(vec!["a".to_owned()]));
    assert_eq!(page.member::<u64>("nothing").unwrap(), None);
    assert!(page.member::<u64>("tags").is_err());
    assert_eq!(page.headers()["x-size"], "1");
    assert_eq!(page.url(), "http://api.example/x");
    assert_eq!(page.into_rows(), [1]);
    assert!(pages.try_next().await.unwrap().is_none());
}

/// As of Stripe, whose cursor is the id of the last row, and of Discord, which says nothing of other pages.
#[tokio::test]
async fn a_closure_leads_on_by_the_last_row() {
    for (says_more, is_bare) in [(true, false), (false, true)] {
        let server = Server::new(move |_, request| {
            let from = number(request, "after") + 1;
            let rows: Vec<_> = (from..(from + 3).min(8))
                .map(|id| json!({"id": id, "$": "x"}))
                .collect();
            let more = says_more.then_some(from + 3 < 8);
            let page = json!({"data": rows, "has_more": more});
            Answer::json(if is_bare { json!(rows) } else { page }.to_string()).chunks(7)
        });
        let after = Next::by(move |page| {
            let last: Value = page.last_row()?;
            let is_last = page.member("has_more").map_or(page.rows() < 3, |more: bool| !more);
            (!is_last).then(|| format!("?limit=3&after={}", last["id"]))
        });
        let asked = get::<Value>(&server, "http://api.example/x?limit=3").next(after);
        let (rows, end) = read(asked.rows()).await;
        let ids: Vec<_> = rows.iter().map(|row| row["id"].as_u64().unwrap()).collect();
        assert_eq!((ids, end.is_ok()), ((1..8).collect(), true), "{:?}", server.asked());
    }
    // Of an empty page there is none.
    let is_none = Next::by(|page| page.last_row::<Value>().map(|_| "?x".to_owned()));
    assert!(all(ask(Answer::json("[]")).next(is_none).rows()).await.is_ok());
}

#[tokio::test]
async fn an_empty_list_that_is_null_has_to_be_named() {
    let server = Server::new(|_, _| Answer::json(r#"{"items":null,"next_cursor":null}"#));
    assert_eq!(
        all(get(&server, "http://api.example/x").items("items").rows())
            .await
            .unwrap()
            .0,
        [0; 0]
    );
    let error = all(get(&server, "http://api.example/x").rows()).await.unwrap_err();
    assert_eq!(error.to_string(), "the body has no list");
}

/// An offset counts from the first row of all, whichever process had it.
#[tokio::test]
async fn rows_are_counted_on_behind_an_earlier_walk() {
    let server = Server::new(|_, request| Answer::json(json!(three(number(request, "offset"))).to_string()));
    let asked = get::<u64>(&server, "http://api.example/x").next(Next::by(|page| {
        (page.rows() == 3).then(|| format!("?offset={}", page.rows_so_far()))
    }));
    for walks in 1..=3 {
        let (mut ids, mut kept) = (Vec::new(), None);
        for _ in 1..walks {
            let mut pages = asked.clone().from(kept).pages();
            let page = pages.try_next().await.unwrap().unwrap();
            kept = page.resume().map(|resume| resume.to_string().parse().unwrap());
            ids.extend(page.into_rows());
        }
        let (rest, _) = all(asked.clone().from(kept).rows()).await.unwrap();
        ids.extend(rest);
        assert_eq!(ids, (0..7).collect::<Vec<_>>(), "{walks} walks");
    }
    assert!(
        server.asked().iter().all(|uri| !uri.contains('#')),
        "{:?}",
        server.asked()
    );
}

#[tokio::test]
async fn bare_arrays_say_it_in_headers() {
    let server = Server::new(|_, request| {
        let from = number(request, "cursor");
        let answer = Answer::json(json!(three(from)).to_string()).header("x-size", "3");
        if from + 3 < 7 {
            answer.header("x-next-cursor", &(from + 3).to_string())
        } else {
            answer.header("x-next-cursor", "")
        }
    });
    let (rows, proof) = all(get(&server, "http://api.example/x").rows()).await.unwrap();
    assert_eq!((rows, proof), ((0..7).collect::<Vec<_>>(), Some(Proof::Record)));
    let server = Server::new(|_, _| {
        let answer = Answer::json("[1,2]").header("x-offset", "50").header("x-limit", "2");
        answer.header("x-total", "52").header("x-total-kind", "at_least")
    });
    assert!(
        all(get(&server, "http://api.example/x").rows())
            .await
            .unwrap_err()
            .is_truncated()
    );
}
