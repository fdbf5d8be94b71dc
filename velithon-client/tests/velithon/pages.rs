//! Pages of every kind: all rows, or an error that says why not.

use axum::{
    Router,
    extract::State,
    routing::{MethodRouter, get as on_get},
};
use velithon::paginate;
use velithon_client::{Error, Get, Proof, get};

use crate::{
    app::{Row, Running},
    client::Client,
};

/// What a handler says of its pages.
#[derive(Clone, Copy, Debug)]
struct Kind {
    style: &'static str,
    links: &'static str,
    total: &'static str,
    #[expect(dead_code, reason = "a failure shows it")]
    items: &'static str,
}

/// How many rows a page has.
const SIZE: i64 = 5;

fn rows(count: i64) -> Vec<Row> {
    (1..=count)
        .map(|id| Row {
            id,
            grp: 0,
            name: format!("entry {id}"),
        })
        .collect()
}

/// A handler of a kind.
macro_rules! kind {
    ($kinds:ident, $style:ident, $links:ident, [$($total:tt)*], [$($items:tt)*]) => {
        let kind = Kind {
            style: stringify!($style),
            links: stringify!($links),
            total: stringify!($($total)*),
            items: stringify!($($items)*),
        };
        $kinds.push((kind, {
            #[paginate(style = $style, size = 5, links = $links, $($total)* $($items)*)]
            async fn page(State(count): State<i64>) -> Vec<Row> {
                rows(count)
            }
            on_get(page)
        }));
    };
}

macro_rules! with_each_link {
    ($kinds:ident, $style:ident, $total:tt) => {
        kind!($kinds, $style, header, $total, [items = "entries"]);
        kind!($kinds, $style, body, $total, [items = "entries"]);
        kind!($kinds, $style, both, $total, [items = "entries"]);
        kind!($kinds, $style, none, $total, [items = "entries"]);
    };
}

/// A bare array has no room for links or members.
macro_rules! with_each_link_of_arrays {
    ($kinds:ident, $style:ident, $total:tt) => {
        kind!($kinds, $style, header, $total, [items = none]);
        kind!($kinds, $style, none, $total, [items = none]);
    };
}

fn kinds() -> Vec<(Kind, MethodRouter<i64>)> {
    let mut kinds = Vec::new();
    with_each_link!(kinds, page, [total = none,]);
    with_each_link_of_arrays!(kinds, page, [total = none,]);
    with_each_link!(kinds, page, [total = exact,]);
    with_each_link_of_arrays!(kinds, page, [total = exact,]);
    with_each_link!(kinds, page, [total = capped(10),]);
    with_each_link_of_arrays!(kinds, page, [total = capped(10),]);
    with_each_link!(kinds, offset, [total = none,]);
    with_each_link_of_arrays!(kinds, offset, [total = none,]);
    with_each_link!(kinds, offset, [total = exact,]);
    with_each_link_of_arrays!(kinds, offset, [total = exact,]);
    with_each_link!(kinds, offset, [total = capped(10),]);
    with_each_link_of_arrays!(kinds, offset, [total = capped(10),]);
    with_each_link!(kinds, cursor, []);
    with_each_link_of_arrays!(kinds, cursor, []);
    with_each_link!(kinds, cursor, [cursor = "c",]);
    with_each_link_of_arrays!(kinds, cursor, [cursor = "c",]);
    with_each_link!(kinds, cursor, [meta = "about", cursor = "c",]);
    with_each_link!(kinds, cursor, [members(next_cursor = "more"),]);
    with_each_link!(kinds, page, [meta = "about",]);
    with_each_link!(kinds, page, [meta = "about", total = none,]);
    // What the client looks for is under other names, or left out.
    kind!(
        kinds,
        page,
        none,
        [members(page = "current_page"),],
        [items = "entries"]
    );
    kind!(kinds, page, none, [members(page = none),], [items = "entries"]);
    kind!(kinds, page, none, [members(size = "per_page"),], [items = "entries"]);
    kind!(kinds, page, none, [members(size = none),], [items = "entries"]);
    kind!(
        kinds,
        page,
        none,
        [meta = "about", members(size = "per_page"),],
        [items = "entries"]
    );
    kind!(kinds, offset, none, [members(offset = "skip"),], [items = "entries"]);
    kind!(
        kinds,
        page,
        body,
        [members(links = "nav", size = "per_page"),],
        [items = "entries"]
    );
    kind!(
        kinds,
        page,
        body,
        [members(next = "following", size = "n"),],
        [items = "entries"]
    );
    kind!(
        kinds,
        offset,
        body,
        [members(next = "following", offset = "skip"),],
        [items = "entries"]
    );
    kinds
}

impl Kind {
    /// Whether so many rows can be had without being told how the pages go on, by a URL that asks for their size or not.
    fn is_whole(self, count: i64, is_size_asked: bool) -> bool {
        // A cursor in a member of another name is not found, nor that there is none.
        let is_hidden = self.total.contains("more") && (count > SIZE || (count == SIZE && is_size_asked));
        // Nor is a link.
        let has_link = self.links != "none" && !self.total.contains("following");
        let is_led = has_link || (self.style == "cursor" && !is_hidden);
        is_led || count < SIZE || (count == SIZE && !is_hidden && !self.total.contains("total = none"))
    }
}

async fn read(get: Get<Row>) -> (Vec<Row>, Result<Option<Proof>, Error>) {
    let mut rows = get.rows();
    let mut all = Vec::new();
    loop {
        match rows.try_next().await {
            Ok(Some(row)) => all.push(row),
            Ok(None) => return (all, Ok(rows.proof())),
            Err(error) => return (all, Err(error)),
        }
    }
}

#[tokio::test]
async fn all_rows_come_or_an_error_says_that_they_do_not() {
    let client = Client::new();
    // No page, a short one, a full one, full ones alone, and a short one behind them; more than `capped` counts.
    for count in [0, 1, 4, 5, 6, 10, 15, 23] {
        let mut app = Router::new();
        let mut asked = Vec::new();
        for (at, (kind, handler)) in kinds().into_iter().enumerate() {
            app = app.route(&format!("/{at}"), handler);
            asked.push((at, kind));
        }
        let server = Running::start(app.with_state(count)).await;
        let expected = rows(count);
        let with_size = asked.iter().map(|asked| (*asked, true));
        for ((at, kind), is_size_asked) in asked.iter().map(|asked| (*asked, false)).chain(with_size) {
            let parameter = if kind.style == "offset" { "limit" } else { "size" };
            let size = if is_size_asked {
                format!("&{parameter}={SIZE}")
            } else {
                String::new()
            };
            let url = format!("http://{}/{at}?tag=a{size}", server.address);
            let is_whole = kind.is_whole(count, is_size_asked);
            let (all, end) = read(get(&client, &url)).await;
            assert!(expected.starts_with(&all), "{count} rows, {kind:?}: {all:?}");
            match end {
                Ok(_) => assert_eq!(all, expected, "{kind:?}"),
                Err(error) => {
                    assert!(!is_whole, "{count} rows, {kind:?}: {error:?}");
                    assert!(error.is_truncated(), "{error:?}");
                    assert_eq!(all.len(), 5, "what the page has is handed out");
                    let why = std::error::Error::source(&error).unwrap().to_string();
                    assert!(why.contains(".next("), "{why}");
                    continue;
                }
            }
            assert!(is_whole, "{count} rows, {kind:?} are known to be all?");
            // Who requires the server's own word has all rows, or knows that it did not come.
            let (all, end) = read(get(&client, &url).require(Proof::Record)).await;
            assert!(end.is_err() || all == expected, "{kind:?}");
        }
    }
}

#[tokio::test]
async fn pages_whose_query_is_too_long_for_links_go_on_by_their_template() {
    #[paginate(style = cursor, size = 5, cursor = "c")]
    async fn page(State(count): State<i64>) -> Vec<Row> {
        rows(count)
    }
    let server = Running::start(Router::new().route("/", on_get(page)).with_state(23)).await;
    for length in [10, 1_000, 3_000, 3_400, 3_500, 6_000] {
        let url = format!("http://{}/?tag={}", server.address, "x".repeat(length));
        let (all, end) = read(get(&Client::new(), &url)).await;
        assert_eq!((all, end.unwrap()), (rows(23), Some(Proof::Record)), "{length}");
    }
}
