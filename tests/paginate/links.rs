//! Where the links of a page lead.

use velithon::paginate;
use velithon_test_support::{Answer, answer, get};

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

#[test]
fn a_long_query_does_not_make_a_header_that_proxies_refuse() {
    let asked = |length: usize, page: u32| {
        let page = answer(pages(get(&format!("/x?q={}&page={page}", "x".repeat(length))))).ok();
        let link = page.header("link").expect("links");
        let relations: Vec<_> = link
            .split("rel=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        relations.join(" ")
    };
    assert_eq!(asked(1_400, 2), "first prev next last");
    assert_eq!(asked(2_000, 2), "next prev");
    assert_eq!(asked(5_000, 2), "next");
    assert_eq!(asked(5_000, 4), "prev");
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
