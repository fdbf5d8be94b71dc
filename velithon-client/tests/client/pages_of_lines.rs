//! Pages that come as lines or events, and exports, which are none.

use velithon_client::{Next, Proof, Reason, get};

use crate::support::{Answer, End, Server, URL, all, ask, number, read};

/// What the client prefers may be what a server writes its pages in.
#[tokio::test]
async fn pages_of_lines_and_of_events_are_followed() {
    // What stands before each row and behind it, and the end.
    let bodies = [
        ("application/x-ndjson", "", "\n", "", Proof::Framing),
        ("application/x-ndjson", "", "\n", "{\"$end\":{}}\n", Proof::Record),
        ("text/event-stream", "data: ", "\n\n", "", Proof::Framing),
        ("text/event-stream", "data: ", "\n\n", "event: end\n\n", Proof::Record),
    ];
    let link: fn(u64) -> (&'static str, String) = |from| ("link", format!("<?from={from}>; rel=\"next\""));
    let cursor: fn(u64) -> (&'static str, String) = |from| ("x-next-cursor", from.to_string());
    let none: fn(u64) -> (&'static str, String) = |_| ("x-size", "3".to_owned());
    let offsets = Next::by(|page| (page.rows() == 3).then(|| format!("?from={}", page.rows_so_far())));
    for (media_type, before, behind, end, proof) in bodies {
        for (header, next) in [
            (link, None),
            (link, Some(Next::link())),
            (cursor, None),
            (cursor, Some(Next::cursor("next_cursor", "from"))),
            (none, Some(offsets.clone())),
        ] {
            let server = Server::new(move |_, request| {
                let from = number(request, "from") + number(request, "cursor");
                let rows: Vec<_> = (from..(from + 3).min(7))
                    .map(|row| format!("{before}{row}{behind}"))
                    .collect();
                let answer = Answer::of(media_type, rows.concat() + end);
                let (name, value) = header(from + 3);
                if from < 6 { answer.header(name, &value) } else { answer }
            });
            let mut asked = get::<u64>(&server, URL);
            if let Some(next) = next {
                asked = asked.next(next);
            }
            for rows in [asked.clone().rows(), asked.clone().rows().at_once()] {
                let (rows, found) = all(rows).await.unwrap();
                assert_eq!(rows, (0..7).collect::<Vec<_>>(), "{media_type} {asked:?}");
                assert_eq!(found, Some(proof), "{media_type}");
            }
            let mut pages = asked.clone().pages();
            let mut sizes = Vec::new();
            while let Some(page) = pages.try_next().await.unwrap() {
                sizes.push(page.rows().len());
            }
            assert_eq!(sizes, [3, 3, 1], "{media_type}");
            // Each page has to be whole, and not the last one alone.
            let (rows, end) = read(asked.require(Proof::Record).rows()).await;
            match end {
                Ok(_) => assert_eq!((rows.len(), proof), (7, Proof::Record), "{media_type}"),
                Err(error) => assert!(error.is_truncated() && rows.is_empty() && proof == Proof::Framing),
            }
        }
    }
}

/// One of them may have been cut by a proxy.
#[tokio::test]
async fn a_walk_is_proven_by_no_more_than_each_of_its_pages() {
    let next = "<?page=2>; rel=\"next\"";
    for last in [
        Answer::json("[3]").header("link", "<?page=1>; rel=\"prev\""),
        Answer::lines("3\n{\"$end\":{}}\n"),
        Answer::json("").with_status(204),
    ] {
        let server = Server::new(move |nth, _| match nth {
            0 => Answer::lines("1\n2\n").header("link", next),
            _ => last.clone(),
        });
        let (_, proof) = all(get(&server, URL).rows()).await.unwrap();
        assert_eq!(proof, Some(Proof::Framing));
    }
    let server = Server::new(move |nth, _| match nth {
        0 => Answer::json("[1,2]").header("link", next),
        _ => Answer::lines("3\n").header("link", "<?page=1>; rel=\"prev\""),
    });
    assert_eq!(all(get(&server, URL).rows()).await.unwrap().1, Some(Proof::Framing));
}

#[tokio::test]
async fn a_page_of_lines_that_is_cut_is_read_again() {
    for cut in 0..5 {
        for end in [End::Clean, End::Cut] {
            let server = Server::new(move |nth, request| {
                let page = number(request, "page");
                let body = ["1\n2\n", "3\n4\n"][usize::try_from(page).unwrap()];
                let answer = Answer::lines(body).header("content-length", "4");
                let answer = if page == 0 {
                    answer.header("link", "<?page=1>; rel=\"next\"")
                } else {
                    answer
                };
                if nth % 2 == 0 {
                    answer.cut(cut.min(3), end)
                } else {
                    answer
                }
            });
            let (rows, _) = all(get(&server, URL).resume(1).rows()).await.unwrap();
            assert_eq!(rows, [1, 2, 3, 4], "cut at {cut}");
            assert_eq!(server.asked(), ["/x", "/x", "/x?page=1", "/x?page=1"]);
        }
    }
}

/// The record of its end says whether more follows, and nothing else does.
#[tokio::test]
async fn an_export_that_has_sent_everything_is_not_walked_twice() {
    let link = "<?page=2>; rel=\"next\"";
    let template = "\"{?cursor}\"; rel=\"next\"";
    let marked = "1\n2\n{\"$mark\":{\"after\":\"2\"}}\n{\"$end\":{\"count\":2,\"complete\":true,\"after\":\"2\"}}\n";
    let events = "data: 1\n\nid: 2\ndata: 2\n\nevent: end\nid: 2\n\n";
    for (answer, count) in [
        (Answer::lines(marked), 2),
        (Answer::events(events), 2),
        (Answer::lines(marked).header("link-template", template), 2),
        // Without rows there is no cursor behind them.
        (Answer::lines("{\"$end\":{}}\n").header("link-template", template), 0),
    ] {
        for next in [None, Some(Next::link()), Some(Next::by(|_| Some("?page=2".to_owned())))] {
            let answer = answer.clone().header("link", link);
            let server = Server::new(move |_, _| answer.clone());
            let mut asked = get::<u64>(&server, URL);
            if let Some(next) = next {
                asked = asked.next(next);
            }
            let (rows, proof) = all(asked.rows()).await.unwrap();
            assert_eq!(
                (rows.len(), proof, server.asked().len()),
                (count, Some(Proof::Record), 1)
            );
        }
    }
}

/// It says that there are more, and where.
#[tokio::test]
async fn a_page_of_lines_may_say_by_its_end_that_it_is_not_all() {
    let answer = |nth| match nth {
        0 => Answer::lines("1\n{\"$end\":{\"complete\":false}}\n").header("link", "<?page=2>; rel=\"next\""),
        1 => Answer::lines("2\n{\"$end\":{\"complete\":true}}\n"),
        _ => Answer::lines("1\n{\"$end\":{\"complete\":false}}\n").header("link", "<?page=1>; rel=\"prev\""),
    };
    let server = Server::new(move |nth, _| answer(nth));
    assert_eq!(all(get(&server, URL).rows()).await.unwrap().0, [1, 2]);
    let (rows, end) = read(ask(answer(2)).rows()).await;
    let error = end.unwrap_err();
    assert!(
        rows.is_empty() && matches!(error.reason(), Reason::Malformed(_)),
        "{error:?}"
    );
}

/// Whoever sends the first page again does not read the parameter.
#[tokio::test]
async fn a_page_of_lines_that_comes_again_is_an_error() {
    let server = Server::new(|nth, _| Answer::lines("1\n2\n").header("x-next-cursor", &(nth + 1).to_string()));
    let (rows, end) = read(get::<u64>(&server, URL).rows()).await;
    let error = end.unwrap_err();
    assert!(matches!(error.reason(), Reason::NoProgress { .. }), "{error:?}");
    assert_eq!(rows, [1, 2]);
}

/// A mark in a page behind the first leads on from the first URL, which is another page.
#[tokio::test]
async fn a_later_page_that_is_cut_is_asked_for_again_as_a_whole() {
    for (media_type, first, second, at) in [
        (
            "text/event-stream",
            "id: 1\ndata: 1\n\nevent: end\ndata: {}\n\n",
            "id: 2\ndata: 2\n\nid: 3\ndata: 3\n\nevent: end\ndata: {}\n\n",
            20,
        ),
        (
            "application/x-ndjson",
            "1\n{\"$end\":{}}\n",
            "2\n{\"$mark\":{\"after\":\"2\"}}\n3\n{\"$end\":{}}\n",
            28,
        ),
    ] {
        let server = Server::new(move |nth, request| {
            if number(request, "page") != 2 {
                return Answer::of(media_type, first).header("link", "<?page=2>; rel=\"next\"");
            }
            let answer = Answer::of(media_type, second);
            if nth == 1 { answer.cut(at, End::Cut) } else { answer }
        });
        let (rows, _) = all(get::<u64>(&server, URL).resume(3).rows()).await.unwrap();
        assert_eq!(rows, [1, 2, 3], "{media_type}");
        assert_eq!(server.asked().len(), 3, "{media_type}");
    }
}
