//! Whatever else stands in a query: links lead to the neighbours, to the same host, and keep what is not theirs.

#![no_main]

mod support;

use std::sync::LazyLock;

use axum::{Router, http::header::LINK, routing};
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde_json::Value;
use support::Answer;
use url::{Position, Url};
use velithon::{Keyset, paginate};

#[paginate(size = 2, max_size = 4)]
async fn pages() -> Vec<u64> {
    (0..7).collect()
}

#[paginate(size = 2, max_size = 4, links_base = "https://api.example/v1")]
async fn absolute() -> Vec<u64> {
    (0..7).collect()
}

#[paginate(style = offset, size = 2, max_size = 4)]
async fn offsets() -> Vec<u64> {
    (0..7).collect()
}

#[derive(Clone, Serialize, Keyset)]
#[keyset(sort = "id", id)]
struct Row {
    #[keyset(unique)]
    id: u64,
}

#[paginate(style = cursor, size = 2, max_size = 4)]
async fn cursors() -> Vec<Row> {
    (0..7).map(|id| Row { id }).collect()
}

/// The same rows in a style, under any path.
struct Style {
    app: Router,
    own: [&'static str; 2],
    is_absolute: bool,
    /// Pages end where the next one starts, which clients of the offset style need not hold to.
    is_grid: bool,
}

static STYLES: LazyLock<[Style; 4]> = LazyLock::new(|| {
    let numbered = |app, is_absolute| Style {
        app,
        own: ["page", "size"],
        is_absolute,
        is_grid: true,
    };
    [
        numbered(Router::new().fallback(routing::get(pages)), false),
        numbered(Router::new().fallback(routing::get(absolute)), true),
        Style {
            app: Router::new().fallback(routing::get(offsets)),
            own: ["offset", "limit"],
            is_absolute: false,
            is_grid: false,
        },
        Style {
            app: Router::new().fallback(routing::get(cursors)),
            own: ["cursor", "size"],
            is_absolute: false,
            is_grid: true,
        },
    ]
});

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
    let number = |item: &Value| item.as_u64().or(item["id"].as_u64());
    items.map(|item| number(item).expect("a number")).collect()
}

impl Style {
    fn get(&self, url: &Url) -> Option<Answer> {
        let uri = &url[Position::BeforePath..Position::AfterQuery];
        support::get(&self.app, uri.as_bytes(), &[])
    }

    /// What is not the page's own of a query.
    fn others(&self, url: &Url) -> Vec<(String, String)> {
        let pairs = url.query_pairs().filter(|(name, _)| !self.own.contains(&&**name));
        pairs
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect()
    }

    /// Follows every link of a page, and those forward and back from there.
    fn walk(&self, url: &Url, answer: &Answer, steps: usize) {
        let here = items(answer);
        for relation in ["first", "prev", "next", "last"] {
            let Some(mut to) = link(answer, url, relation) else {
                continue;
            };
            let mut expected = url.clone();
            if self.is_absolute {
                let path = &url[Position::BeforePath..Position::AfterPath];
                expected = Url::parse(&format!("https://api.example/v1{path}")).expect("a URL");
            }
            let before_query = |url: &Url| url[..Position::AfterPath].to_owned();
            assert_eq!(before_query(&to), before_query(&expected));
            assert_eq!(self.others(&to), self.others(url), "{to}");
            if self.is_absolute {
                // Whoever is at that base passes on what comes behind it.
                let query = to.query().map(str::to_owned);
                to = url.clone();
                to.set_query(query.as_deref());
            }
            let answer = self.get(&to).expect("a link is a URI");
            assert_eq!(answer.status, 200, "{to}");
            let there = items(&answer);
            let end = there.last().map(|last| last + 1);
            match relation {
                "first" => assert_eq!(there.first(), Some(&0)),
                "next" => assert_eq!(there.first().copied(), here.last().map(|last| last + 1)),
                "last" => assert_eq!(end, Some(7)),
                // From beyond the end it leads to rows; in a grid, to the last page of them.
                _ if self.is_grid => assert_eq!(end, Some(here.first().copied().unwrap_or(7))),
                _ => assert!(there.first() < here.first() || here.is_empty() && end.is_some(), "{to}"),
            }
            if steps > 0 && matches!(relation, "prev" | "next") {
                self.walk(&to, &answer, steps - 1);
            }
        }
    }
}

fuzz_target!(|uri: &[u8]| {
    // A client writes the URL as it sends it: nothing of it means another host.
    let Ok(uri) = std::str::from_utf8(uri) else { return };
    let Ok(url) = Url::parse(&format!("http://client.example/{uri}")) else {
        return;
    };
    for style in STYLES.iter() {
        // Also as it stands, where clients shorten the path: there, what is made of the path is about another.
        let is_of_a_path = style.is_absolute || style.own[0] == "cursor";
        let as_written = support::get(&style.app, format!("/{uri}").as_bytes(), &[]);
        let as_written = as_written.filter(|_| !is_of_a_path);
        for answer in as_written.into_iter().chain(style.get(&url)) {
            if answer.status == 200 {
                style.walk(&url, &answer, 1);
            }
        }
    }
});
