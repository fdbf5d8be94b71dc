//! Whatever else stands in a query: links lead to the neighbours, to the same host, and keep what is not theirs.

#![no_main]

mod support;

use std::sync::LazyLock;

use axum::{Router, http::header::LINK, routing};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use support::Answer;
use url::Url;
use velithon::paginate;

#[paginate(size = 2, max_size = 4)]
async fn pages() -> Vec<u64> {
    (0..7).collect()
}

static APP: LazyLock<Router> = LazyLock::new(|| Router::new().fallback(routing::get(pages)));

/// Where a relation leads, seen from the URL that the client used.
fn link(answer: &Answer, base: &Url, relation: &str) -> Option<Url> {
    let header = answer.headers.get(LINK)?.to_str().expect("ASCII");
    let links = http_link::parse_link_header(header, base).expect("RFC 8288");
    let found = links.into_iter().find(|link| link.rel == relation)?;
    Some(found.target)
}

fn items(answer: &Answer) -> Vec<u64> {
    let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let items = body["items"].as_array().expect("items").iter();
    items.map(|item| item.as_u64().expect("a number")).collect()
}

fn others(url: &Url) -> Vec<(String, String)> {
    let pairs = url.query_pairs().filter(|(name, _)| name != "page" && name != "size");
    pairs
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

fn follow(url: &Url) -> Answer {
    let uri = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let answer = support::get(&APP, uri.as_bytes(), None).expect("a link is a URI");
    assert_eq!(answer.status, 200, "{url}");
    answer
}

fuzz_target!(|uri: &[u8]| {
    let uri = [b"/", uri].concat();
    let Some(answer) = support::get(&APP, &uri, None).filter(|answer| answer.status == 200) else {
        return;
    };
    // A client writes the URL as it sends it: nothing of it means another host.
    let Ok(uri) = std::str::from_utf8(&uri) else { return };
    let Ok(base) = Url::parse(&format!("http://client.example{uri}")) else {
        return;
    };
    let here = items(&answer);
    for relation in ["first", "prev", "next", "last"] {
        let Some(url) = link(&answer, &base, relation) else {
            continue;
        };
        assert_eq!(url.host(), base.host());
        assert_eq!(others(&url), others(&base), "{url}");
        let there = items(&follow(&url));
        match relation {
            "first" => assert_eq!(there.first(), Some(&0)),
            "next" => assert_eq!(there.first().copied(), here.last().map(|last| last + 1)),
            "last" => assert_eq!(there.last(), Some(&6)),
            // From beyond the end it leads to the last page that has some.
            _ => assert_eq!(
                there.last().map(|last| last + 1),
                Some(here.first().copied().unwrap_or(7))
            ),
        }
    }
});
