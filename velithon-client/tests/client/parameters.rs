//! The parameter that a cursor goes into.

use serde_json::json;
use velithon_client::{Asked, Proof, Reason, Resume, get};

use crate::support::{Answer, Server, number, parameter, read};

/// A place names the parameter where only the server does: another process may ask without having been told.
#[tokio::test]
async fn cursors_go_into_the_parameter_that_the_server_names() {
    for (own, told, place) in [
        (None, None, "after:2"),
        (None, Some("cursor"), "after:2"),
        (None, Some("c"), "cursor:c=2"),
        (Some("c"), None, "after:2"),
        (Some("c"), Some("c"), "after:2"),
        (Some("x"), Some("c"), "cursor:c=2"),
        (Some("x"), Some("cursor"), "cursor:cursor=2"),
    ] {
        let name = told.or(own).unwrap_or("cursor");
        let server = Server::new(move |_, request| {
            let answer = match parameter(request, name) {
                None => Answer::lines("1\n2\n{\"$end\":{\"complete\":false,\"after\":\"2\"}}\n"),
                Some(_) => Answer::lines("3\n{\"$end\":{\"after\":\"3\"}}\n"),
            };
            match told {
                Some(name) => answer.header("link-template", &format!("\"{{?{name}}}\"; rel=\"next\"")),
                None => answer,
            }
        });
        let mut asked = get::<u64>(&server, "http://api.example/n");
        if let Some(own) = own {
            asked = asked.cursor_parameter(own);
        }
        let mut rows = asked.clone().rows();
        for row in 1..=2 {
            assert_eq!(rows.try_next().await.unwrap(), Some(row));
        }
        assert_eq!(rows.position().unwrap().to_string(), place);
        assert_eq!(rows.try_next().await.unwrap(), Some(3));
        assert_eq!(server.asked(), ["/n".to_owned(), format!("/n?{name}=2")]);
        let mut later = asked.from(place.parse::<Resume>().unwrap()).rows();
        assert_eq!(later.try_next().await.unwrap(), Some(3), "{own:?} {told:?}");
        // Where nobody names it, the first rows are looked at: they might come again.
        let requests = if own.is_none() && told.is_none() { 3 } else { 1 };
        assert_eq!(server.asked().len(), 2 + requests);
    }
}

/// As of one that is replaced in the middle of a walk, which may happen more than once, and not for each request.
#[tokio::test]
async fn a_server_that_names_another_parameter_is_followed_once_for_each_response() {
    const NAMES: [&str; 6] = ["a", "b", "b", "c", "c", "d"];
    let answer = |nth: usize, row: u64| {
        let end = json!({"$end": {"complete": row == 3, "after": row.to_string()}});
        let template = format!("\"{{?{}}}\"; rel=\"next\"", NAMES[nth]);
        Answer::lines(format!("{row}\n{end}\n")).header("link-template", &template)
    };
    let server = Server::new(move |nth, request| answer(nth, number(request, NAMES[nth]) + 1));
    let (rows, end) = read(get::<u64>(&server, "http://api.example/n").rows()).await;
    assert_eq!((rows, end.unwrap()), (vec![1, 2, 3], Some(Proof::Record)));
    assert_eq!(server.asked(), ["/n", "/n?a=1", "/n?b=1", "/n?b=2", "/n?c=2"]);

    let fickle = Server::new(move |nth, _| answer([0, 1, 3][nth], 1));
    let (rows, end) = read(get::<u64>(&fickle, "http://api.example/n").resume(9).rows()).await;
    let error = end.unwrap_err();
    assert!(
        matches!(error.reason(), Reason::NoProgress { asked: Asked::Parameter(name), .. } if name == "b"),
        "{error:?}"
    );
    assert_eq!((rows, fickle.asked().len()), (vec![1], 3));
}

/// A cursor that could be a URL is one only where nobody has named its parameter.
#[tokio::test]
async fn a_cursor_goes_into_the_parameter_that_is_named_whatever_it_looks_like() {
    for (named, asked) in [(None, "/x?page=2"), (Some("after"), "/x?after=%2Fx%3Fpage%3D2")] {
        let server = Server::new(|nth, _| {
            let cursor = (nth == 0).then_some("/x?page=2");
            Answer::json(json!({"items": [nth], "next_cursor": cursor}).to_string())
        });
        let mut walk = get::<u64>(&server, "http://api.example/x");
        if let Some(named) = named {
            walk = walk.cursor_parameter(named);
        }
        assert_eq!(read(walk.rows()).await.0, [0, 1]);
        assert_eq!(server.asked(), ["/x", asked]);
    }
}
