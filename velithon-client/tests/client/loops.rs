//! Pages that lead back to pages that were seen.

use serde_json::json;
use velithon_client::{Asked, Proof, Reason, get};

use crate::support::{Answer, Server, all, number, read};

#[tokio::test]
async fn a_page_that_was_seen_is_an_error() {
    // A server that does not know the parameter sends the same page for ever.
    let ignorant = Server::new(|_, _| Answer::json(r#"{"items":[1,2],"next_cursor":"2"}"#));
    let circle = Server::new(|_, request| {
        let next = (number(request, "cursor") + 1) % 3;
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
            let next = (nth < 2).then_some(nth);
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
