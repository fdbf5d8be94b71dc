//! Where the links of a page lead.

use futures::executor::block_on;
use tracing::Level;
use velithon::{Page, RequestHead, paginate};
use velithon_test_support::{Answer, Events, answer, get};

use crate::walk::{url, walk};

#[paginate(size = 50, max_size = 100)]
async fn pages() -> Vec<u64> {
    (0..200).collect()
}

#[paginate(size = 50, max_size = 100, total = none)]
async fn untotalled() -> Vec<u64> {
    (0..200).collect()
}

#[paginate(size = 50, max_size = 100)]
async fn streamed() -> futures::stream::Iter<std::ops::Range<u64>> {
    futures::stream::iter(0..200)
}

#[paginate(style = offset, size = 50, max_size = 100)]
async fn offsets() -> Vec<u64> {
    (0..200).collect()
}

#[paginate(size = 50, max_size = 100, links_base = "https://api.example/v1")]
async fn absolute() -> Vec<u64> {
    (0..200).collect()
}

#[paginate(size = 50, max_size = 100, links = body)]
async fn in_body() -> Vec<u64> {
    (0..200).collect()
}

#[paginate(size = 50, max_size = 100, links = both)]
async fn in_both() -> Vec<u64> {
    (0..200).collect()
}

#[paginate(size = 50, max_size = 100, links = none)]
async fn nowhere() -> Vec<u64> {
    (0..200).collect()
}

#[paginate(size = 50, max_size = 100, items = none)]
async fn bare() -> Vec<u64> {
    (0..200).collect()
}

#[test]
fn relations_stand_in_their_order() {
    let page = answer(pages(get("/x?page=2"))).ok();
    let expected = r#"<?page=1>; rel="first", <?page=1>; rel="prev", <?page=3>; rel="next", <?page=4>; rel="last""#;
    assert_eq!(page.header("link"), Some(expected));
}

/// What is set aside for links depends on where they go, and on the query, which each of them repeats.
#[test]
fn a_body_has_as_much_memory_as_it_needs_at_once() {
    fn rows() -> Vec<String> {
        vec!["x".repeat(98); 150]
    }

    #[paginate(size = 50)]
    async fn in_header() -> Vec<String> {
        rows()
    }

    #[paginate(size = 50, links = body)]
    async fn in_body() -> Vec<String> {
        rows()
    }

    #[paginate(style = offset, size = 50, links = both)]
    async fn in_both() -> Vec<String> {
        rows()
    }

    #[paginate(size = 50, links = none)]
    async fn nowhere() -> Vec<String> {
        rows()
    }

    #[paginate(size = 50, items = none)]
    async fn beside_an_array() -> Vec<String> {
        rows()
    }

    /// How much memory a body has beyond its text, in bytes. One that grew has twice what was set aside.
    fn unused(page: Page) -> usize {
        let body = page.into_http().into_body();
        let length = body.len();
        let body = body.try_into_mut().expect("nobody else has the body");
        body.capacity() - length
    }

    const ENVELOPE: usize = 128;
    const LINKS: usize = 4 * 64;
    // One for each row, and the brackets.
    const ROUNDED: usize = 60;
    type Serve = fn(RequestHead) -> Page;
    let cases: [(&str, Serve, usize); 5] = [
        ("in the header", |head| block_on(in_header(head)), ENVELOPE),
        ("in the body", |head| block_on(in_body(head)), ENVELOPE + LINKS),
        ("in both", |head| block_on(in_both(head)), ENVELOPE + LINKS),
        ("nowhere", |head| block_on(nowhere(head)), ENVELOPE),
        ("beside an array", |head| block_on(beside_an_array(head)), ENVELOPE),
    ];
    for (what, serve, room) in cases {
        for length in [0, 10, 500, 2_000] {
            let uri = format!("/x?q={}&page=2&offset=50", "x".repeat(length));
            let unused = unused(serve(get(&uri)));
            assert!(
                unused <= room + ROUNDED,
                "links {what}, a query of {length} bytes: {unused} bytes unused"
            );
        }
    }
}

/// The relations of the links of a page whose query has a pair of so many bytes beside `rest`.
fn relations(serve: impl Fn(&str) -> Answer, length: usize, rest: &str) -> String {
    let page = serve(&format!("/x?q={}&{rest}", "x".repeat(length))).ok();
    let bytes: usize = page
        .head
        .headers()
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    assert!(bytes <= 3_500, "{bytes} bytes of headers");
    let links = page.header("link").unwrap_or_default().split("rel=\"").skip(1);
    links
        .filter_map(|link| link.split('"').next())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn a_long_query_does_not_make_headers_that_proxies_refuse() {
    let paged = |uri: &str| answer(pages(get(uri)));
    for (length, page, expected) in [
        (800, 2, "first prev next last"),
        (900, 2, "next"),
        (1_500, 2, "next"),
        (3_400, 2, "next"),
        (3_450, 2, ""),
        (60_000, 2, ""),
        (1_500, 4, "prev"),
        (3_450, 4, ""),
    ] {
        let found = relations(paged, length, &format!("page={page}"));
        assert_eq!(found, expected, "{length} bytes, page {page}");
    }
    // What lies past the end leads back.
    assert_eq!(relations(paged, 3_400, "page=9"), "prev");
    for length in (0..6_000).step_by(11) {
        relations(paged, length, "page=2");
        relations(|uri| answer(bare(get(uri))), length, "page=2");
        relations(|uri| answer(absolute(get(uri))), length, "page=2");
    }
}

#[test]
fn a_page_without_a_link_onward_names_the_parameter_of_its_cursor() {
    #[derive(Clone, serde::Serialize, velithon::Keyset)]
    #[keyset(sort = "id", id)]
    struct Row {
        #[keyset(unique)]
        id: u64,
    }

    fn rows() -> Vec<Row> {
        (0..20).map(|id| Row { id }).collect()
    }

    #[paginate(style = cursor, size = 10, cursor = "after")]
    async fn linked() -> Vec<Row> {
        rows()
    }

    #[paginate(style = cursor, size = 10, cursor = "after", links = none)]
    async fn unlinked() -> Vec<Row> {
        rows()
    }

    #[paginate(style = cursor, size = 10, cursor = "after", links = body)]
    async fn inside() -> Vec<Row> {
        rows()
    }

    let long = format!("q={}", "x".repeat(4_000));
    let told = |page: Answer| page.ok().header("link-template").map(str::to_owned);
    let template = |text: &str| Some(format!("\"{text}\"; rel=\"next\""));
    assert_eq!(told(answer(linked(get("/x?q=1")))), None);
    assert_eq!(told(answer(unlinked(get("/x?q=1")))), template("?q=1{&after}"));
    assert_eq!(told(answer(inside(get("/x")))), template("{?after}"));
    for serve in [
        |uri: &str| answer(linked(get(uri))),
        |uri: &str| answer(unlinked(get(uri))),
    ] {
        assert_eq!(told(serve(&format!("/x?{long}"))), template("{+request}{&after}"));
        for length in (0..6_000).step_by(11) {
            relations(serve, length, "size=3");
        }
    }
    // The last page leads nowhere.
    let page = answer(unlinked(get("/x"))).ok();
    let next = page.json()["next_cursor"].as_str().unwrap().to_owned();
    assert_eq!(told(answer(unlinked(get(&format!("/x?after={next}"))))), None);
}

#[test]
fn the_log_names_the_remedy_once_for_each_handler() {
    #[paginate(size = 50)]
    async fn first() -> Vec<u64> {
        (0..200).collect()
    }

    #[paginate(size = 50, items = none)]
    async fn second() -> Vec<u64> {
        (0..200).collect()
    }

    let (events, _guard) = Events::record();
    let long = format!("/x?q={}", "x".repeat(4_000));
    for _ in 0..3 {
        answer(first(get("/x?q=short"))).ok();
        answer(first(get(&long))).ok();
        answer(second(get(&long))).ok();
    }
    let told: Vec<_> = events
        .take()
        .into_iter()
        .map(|event| (event.level, event.target, event.fields))
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    for ((level, target, fields), (handler, remedy)) in told.iter().zip([
        ("::first (", "`links = body` has room for them"),
        ("::second (", "`links = body` with a name for `items` has room for them"),
    ]) {
        assert_eq!((*level, target.as_str()), (Level::WARN, "velithon"));
        assert!(fields["handler"].contains(handler), "{fields:?}");
        assert!(fields["message"].ends_with(remedy), "{fields:?}");
    }
}

#[test]
fn every_other_pair_is_kept() {
    for (uri, next) in [
        ("/x?filter=even&page=2", "?filter=even&page=3"),
        (
            "/x?filter=&q=a%20b&y=1&y=2&flag&r=%2B",
            "?filter=&q=a%20b&y=1&y=2&flag&r=%2B&page=2",
        ),
        ("/x?size=10&page=2&sort=name", "?size=10&page=3&sort=name"),
        ("/x?q=grüße", "?q=gr%C3%BC%C3%9Fe&page=2"),
    ] {
        assert_eq!(
            answer(pages(get(uri))).ok().reference("next").as_deref(),
            Some(next),
            "{uri}"
        );
    }
}

#[test]
fn references_resolve_against_the_url_that_the_client_used() {
    // What the server sees may be shorter than what the client asked for; a query alone is right all the same.
    let page = answer(pages(get("/users?page=2&tag=a"))).ok();
    for (used, next) in [
        (
            "http://api.example/users?page=2&tag=a",
            "http://api.example/users?page=3&tag=a",
        ),
        (
            "https://proxy.example/api/v1/users?page=2&tag=a",
            "https://proxy.example/api/v1/users?page=3&tag=a",
        ),
    ] {
        let links = page.links(&used.parse().unwrap());
        let found = links.iter().find(|(relation, _)| relation == "next").unwrap();
        assert_eq!(found.1.as_str(), next);
    }
}

#[test]
fn no_reference_names_another_host() {
    for uri in [
        "//evil/x",
        "//evil/x?page=2",
        "/x?next=//evil/",
        "/x?a=%3E,%3Chttp://evil/%3E",
    ] {
        let page = answer(pages(get(uri))).ok();
        for (_, target) in page.links(&url(uri)) {
            assert_eq!(target.host_str(), Some("api.example"), "{uri}");
        }
    }
    let page = answer(absolute(get("//evil/x?page=2"))).ok();
    assert_eq!(
        page.reference("next").as_deref(),
        Some("https://api.example/v1//evil/x?page=3")
    );
}

#[test]
fn links_go_where_they_are_asked_for() {
    let links = r#"{"first":"?a=\"&page=1","prev":null,"next":"?a=\"&page=2","last":"?a=\"&page=4"}"#;
    let links = links.replace("\\\"", "%22");
    let links: serde_json::Value = serde_json::from_str(&links).unwrap();
    let body = answer(in_body(get("/x?a=%22"))).ok();
    assert_eq!((&body.json()["links"], body.header("link")), (&links, None));
    let both = answer(in_both(get("/x?a=%22"))).ok();
    assert_eq!((&both.json()["links"], both.header("link").is_some()), (&links, true));
    let none = answer(nowhere(get("/x"))).ok();
    assert_eq!((none.json().get("links"), none.header("link")), (None, None));
    let bare = answer(bare(get("/x"))).ok();
    assert_eq!((bare.items().len(), bare.header("link").is_some()), (50, true));
}

#[test]
fn next_visits_every_item_once_and_prev_walks_back() {
    type Serve = fn(&str) -> Answer;
    let serves: [(&str, Serve); 4] = [
        ("size", |uri| answer(pages(get(uri)))),
        ("size", |uri| answer(untotalled(get(uri)))),
        ("size", |uri| answer(streamed(get(uri)))),
        ("limit", |uri| answer(offsets(get(uri)))),
    ];
    for (name, serve) in serves {
        for size in [1, 7, 50, 99, 100] {
            let forward = walk(serve, &format!("/x?tag=a%20b&{name}={size}"), "next");
            assert_eq!(forward.concat(), (0..200).collect::<Vec<_>>(), "{name}={size}");
            assert!(forward.iter().all(|items| !items.is_empty()), "an extra empty page");
            let last = 200_usize.div_ceil(size);
            let last = match name {
                "size" => format!("/x?size={size}&page={last}"),
                _ => format!("/x?limit={size}&offset={}", (last - 1) * size),
            };
            let mut backward = walk(serve, &last, "prev");
            backward.reverse();
            assert_eq!(backward, forward, "{name}={size}");
        }
    }
}

#[tokio::test]
async fn a_base_comes_before_the_whole_path_of_a_nested_router() {
    use axum::{Router, routing};

    let inner = Router::new().route("/rows", routing::get(absolute));
    let server = velithon_test_support::Client::of(Router::new().nest("/shop", inner)).await;
    let page = server.get("/shop/rows?page=2").await;
    let link = page.header("link").expect("links");
    assert!(
        link.contains(r#"<https://api.example/v1/shop/rows?page=3>; rel="next""#),
        "{link}"
    );
}
