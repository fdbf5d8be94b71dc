//! Exports, cut at many bytes on their way: every row comes once, in order.

use std::time::Duration;

use axum::{Router, http::header::HeaderName, middleware::map_response, response::Response, routing};
use velithon::paginate;
use velithon_client::{Asked, Error, Get, Proof, Reason, Resume, Rows, get};

use crate::{
    app::{COUNT, Row, Running, insert, routes, rows, table},
    client::Client,
    proxy::{Fate, Proxy, length},
};

const LINES: &str = "application/jsonl";
const EVENTS: &str = "text/event-stream";

const BY_ID: &str = "SELECT * FROM entries ORDER BY id";
const BY_GROUP: &str = "SELECT * FROM entries ORDER BY grp DESC, id";

fn ask(client: &Client, url: &str, accept: &str) -> Get<Row> {
    get(client, url).header("accept", accept).resume(3)
}

async fn read(mut rows: Rows<Row>) -> (Vec<Row>, Result<Option<Proof>, Error>) {
    let mut all = Vec::new();
    loop {
        match rows.try_next().await {
            Ok(Some(row)) => all.push(row),
            Ok(None) => return (all, Ok(rows.proof())),
            Err(error) => return (all, Err(error)),
        }
    }
}

/// Reads an export that is cut at this byte, and again at another one.
async fn read_cut(client: &Client, server: &Running, path: &str, accept: &str, at: usize, length: usize) -> Vec<Row> {
    let (address, is_reset) = (server.address, at.is_multiple_of(2));
    let proxy = Proxy::start(move |nth| {
        let cut = |at| Fate::Cut {
            server: address,
            at,
            is_reset,
        };
        match nth {
            0 => cut(at),
            1 => cut(at * 7 % length),
            _ => Fate::Through(address),
        }
    })
    .await;
    let mut rows = ask(client, &format!("{}{path}", proxy.url), accept).rows();
    if at.is_multiple_of(3) {
        rows = rows.at_once();
    }
    let (all, end) = read(rows).await;
    let end = end.unwrap_or_else(|error| panic!("{path} as {accept}, cut at {at}: {error:?}"));
    assert_eq!(end, Some(Proof::Record), "{path} as {accept}, cut at {at}");
    all
}

#[tokio::test]
async fn a_cut_at_any_byte_loses_and_repeats_no_row() {
    let table = table().await;
    let db = &table.db;
    let server = Running::start(routes(db.clone())).await;
    let client = Client::new();
    let mut first = 0;
    for (path, order) in [
        ("/entries", BY_ID),
        ("/entries?sort=group&x=1", BY_GROUP),
        ("/renamed?tag=a%20b", BY_ID),
        ("/renamed?cursor=1.A&size=7", BY_ID),
        ("/signed?sort=group", BY_GROUP),
    ] {
        let expected = rows(db, order).await;
        for accept in [LINES, EVENTS] {
            let length = length(server.address, path, accept).await;
            // Everywhere in ten responses, if not everywhere in each.
            first += 1;
            for at in (first..length).step_by(17) {
                let read = read_cut(&client, &server, path, accept, at, length).await;
                assert_eq!(read, expected, "{path} as {accept}, cut at {at} of {length}");
            }
        }
    }
}

#[tokio::test]
async fn over_http_2_a_cut_at_any_byte_loses_and_repeats_no_row_either() {
    let table = table().await;
    let db = &table.db;
    let server = Running::start(routes(db.clone())).await;
    let client = Client::over_http_2();
    let expected = rows(db, BY_ID).await;
    for (path, accept) in [("/renamed?tag=a", LINES), ("/signed", EVENTS)] {
        // Frames have heads, too, which take less than those of chunks and of the response.
        let length = length(server.address, path, accept).await;
        for at in (0..length).step_by(11) {
            let read = read_cut(&client, &server, path, accept, at, length).await;
            assert_eq!(read, expected, "{path} as {accept}, cut at {at} of {length}");
        }
    }
}

#[tokio::test]
async fn a_server_that_is_busy_and_then_another_one_goes_on_where_it_was_cut() {
    let table = table().await;
    let db = &table.db;
    let first = Running::start(routes(db.clone())).await;
    let second = Running::start(routes(db.clone())).await;
    let expected = rows(db, BY_ID).await;
    for (path, accept) in [
        ("/renamed?x=1", LINES),
        ("/signed", LINES),
        ("/renamed", EVENTS),
        ("/entries", EVENTS),
    ] {
        let (old, new) = (first.address, second.address);
        let proxy = Proxy::start(move |nth| match nth {
            0 => Fate::Answer("HTTP/1.1 429 Too Many Requests\r\nretry-after: 3\r\ncontent-length: 0\r\n\r\n"),
            1 => Fate::Cut {
                server: old,
                at: 900,
                is_reset: true,
            },
            2 => Fate::Answer("HTTP/1.1 503 Service Unavailable\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n"),
            _ => Fate::Through(new),
        })
        .await;
        let client = Client::new();
        let (all, end) = read(ask(&client, &format!("{}{path}", proxy.url), accept).rows()).await;
        assert_eq!(end.unwrap(), Some(Proof::Record), "{path}");
        assert_eq!(all, expected, "{path}");
        let waited = client.waited();
        assert_eq!((waited[0], waited[2]), (Duration::from_secs(3), Duration::from_secs(7)));
    }
}

#[tokio::test]
async fn rows_that_are_written_meanwhile_come_once_or_not_at_all() {
    let table = table().await;
    let db = &table.db;
    let server = Running::start(routes(db.clone())).await;
    let mut expected = rows(db, BY_ID).await;
    let client = Client::new();
    let url = format!("http://{}/renamed", server.address);
    let mut first = ask(&client, &url, LINES).rows();
    let mut all = Vec::new();
    while all.len() < 10 {
        all.push(first.try_next().await.unwrap().unwrap());
    }
    let kept = first.position().unwrap().to_string();
    drop(first);
    insert(db, 0).await;
    insert(db, COUNT + 5).await;
    // Another process, which has not heard the name of the parameter.
    let kept: Resume = kept.parse().unwrap();
    let (rest, end) = read(ask(&client, &url, LINES).from(kept).rows()).await;
    assert_eq!(end.unwrap(), Some(Proof::Record));
    all.extend(rest);
    expected.extend(rows(db, "SELECT * FROM entries WHERE id > 23").await);
    assert_eq!(all, expected);
}

#[tokio::test]
async fn a_place_that_was_kept_without_its_parameter_is_asked_for_by_the_right_one() {
    let table = table().await;
    let db = &table.db;
    let server = Running::start(routes(db.clone())).await;
    let client = Client::new();
    for path in ["/renamed", "/signed?x=1", "/entries"] {
        let url = format!("http://{}{path}", server.address);
        let mut first = ask(&client, &url, LINES).rows();
        for _ in 0..5 {
            first.try_next().await.unwrap().unwrap();
        }
        let kept = first.position().unwrap().to_string();
        let value = kept.rsplit(['=', ':']).next().unwrap();
        let unnamed: Resume = format!("after:{value}").parse().unwrap();
        for at_once in [false, true] {
            let mut rest = ask(&client, &url, LINES).from(unnamed.clone()).rows();
            if at_once {
                rest = rest.at_once();
            }
            let (rest, end) = read(rest).await;
            assert_eq!(end.unwrap(), Some(Proof::Record), "{path}");
            assert_eq!(
                rest,
                rows(db, "SELECT * FROM entries WHERE id > 5 ORDER BY id").await,
                "{path}"
            );
        }
    }
}

/// As a proxy does that lets only headers through that it knows.
async fn without_template(mut response: Response) -> Response {
    response.headers_mut().remove(HeaderName::from_static("link-template"));
    response
}

#[tokio::test]
async fn without_the_name_of_the_parameter_rows_do_not_come_twice() {
    let table = table().await;
    let db = &table.db;
    let routes = routes(db.clone()).layer(map_response(without_template));
    let server = Running::start(routes).await;
    let client = Client::new();
    let expected = rows(db, BY_ID).await;
    for (path, name) in [("/renamed", "page[after]"), ("/signed?size=9", "c")] {
        let length = length(server.address, path, LINES).await;
        for at in (0..length).step_by(50) {
            for at_once in [false, true] {
                let address = server.address;
                let cut = move |nth| match nth {
                    0 => Fate::Cut {
                        server: address,
                        at,
                        is_reset: true,
                    },
                    _ => Fate::Through(address),
                };
                let proxy = Proxy::start(cut).await;
                let mut walk = ask(&client, &format!("{}{path}", proxy.url), LINES).rows();
                if at_once {
                    walk = walk.at_once();
                }
                let (all, end) = read(walk).await;
                assert!(expected.starts_with(&all), "{path} cut at {at}: {all:?}");
                match end {
                    // There was no mark to go on from, and so nothing to ask for.
                    Ok(_) => assert_eq!(all, expected, "{path} cut at {at}"),
                    Err(error) => {
                        let reason = error.reason();
                        let is_no_progress = matches!(reason, Reason::NoProgress { asked: Asked::Parameter(name), .. } if name == "cursor");
                        assert!(
                            is_no_progress || at_once && error.is_truncated(),
                            "{path} cut at {at}: {error:?}"
                        );
                        assert!(
                            !is_no_progress || error.to_string().contains(".cursor_parameter("),
                            "{error}"
                        );
                    }
                }
                // Who says the name has no need of the header.
                let proxy = Proxy::start(cut).await;
                let walk = ask(&client, &format!("{}{path}", proxy.url), LINES).cursor_parameter(name);
                let (all, end) = read(walk.rows()).await;
                assert_eq!(
                    (all, end.unwrap()),
                    (expected.clone(), Some(Proof::Record)),
                    "{path} cut at {at}"
                );
            }
        }
    }
}

/// By the defaults of both sides.
#[tokio::test]
async fn an_export_of_large_rows_is_read_as_any_other() {
    #[paginate(style = cursor, export)]
    async fn large() -> Vec<Row> {
        let name = "x".repeat(100_000);
        let row = |id| Row {
            id,
            grp: 0,
            name: name.clone(),
        };
        (0..100).map(row).collect()
    }

    let server = Running::start(Router::new().route("/large", routing::get(large))).await;
    let url = format!("http://{}/large", server.address);
    let (all, end) = read(ask(&Client::new(), &url, LINES).rows()).await;
    assert_eq!(end.unwrap(), Some(Proof::Record));
    assert!(all.into_iter().map(|row| row.id).eq(0..100));
}
