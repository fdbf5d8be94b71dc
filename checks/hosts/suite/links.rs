//! How clients find the next page.

use velithon_test_support::Seen;

use super::{
    TAKES_RAW_BYTES,
    handlers::forms::{every, integers},
    start,
};

#[tokio::test]
async fn every_other_pair_is_kept_byte_for_byte() {
    let client = start(Seen::default()).await;
    for form in every() {
        for (query, next) in [
            ("filter=even&page=2", "?filter=even&page=3"),
            (
                "filter=&q=a%20b&y=1&y=2&flag&r=%2B&page=1",
                "?filter=&q=a%20b&y=1&y=2&flag&r=%2B&page=2",
            ),
            ("b=2&page=1&a=1", "?b=2&page=2&a=1"),
        ] {
            let page = client.get(&format!("{form}?{query}")).await.ok();
            assert_eq!(page.reference("next").as_deref(), Some(next), "{form}");
        }
        let raw = client.get(&format!("{form}?q=grüße&page=1")).await;
        if TAKES_RAW_BYTES {
            let link = raw.ok().reference("next");
            assert_eq!(link.as_deref(), Some("?q=gr%C3%BC%C3%9Fe&page=2"));
        } else {
            assert_eq!(raw.status(), 400);
        }
    }
}

#[tokio::test]
async fn references_are_right_under_a_prefix_and_name_no_other_host() {
    let client = start(Seen::default()).await;
    let plain = client.get("/rows?page=2").await.ok();
    for prefix in ["", "/api/v1"] {
        let target = format!("{prefix}/rows?page=2");
        let page = client.get(&target).await.ok();
        assert_eq!(page.header("link"), plain.header("link"));
        for (_, url) in page.links(&client.url(&target)) {
            assert_eq!(url.path(), format!("{prefix}/rows"));
            client.own(&url);
        }
        let based = client.get(&format!("{prefix}/based")).await.ok();
        let next = format!("https://api.example{prefix}/based?page=2");
        assert_eq!(based.json()["links"]["next"], next, "the path is the client's");
        assert_eq!(based.reference("next").as_deref(), Some(&*next));
    }
    let forged = "x-forwarded-host: evil\r\nforwarded: host=evil;proto=https\r\nx-forwarded-prefix: //evil\r\n";
    for line in ["GET /rows?page=2 HTTP/1.1", "GET http://evil/rows?page=2 HTTP/1.1"] {
        let page = client.ask(line, forged).await.ok();
        assert_eq!((page.header("link"), page.text()), (plain.header("link"), plain.text()));
    }
    let evil = client.get("//evil/rows?page=2").await;
    assert!(!format!("{:?}", evil.head).contains("evil"), "{evil:?}");
}

#[tokio::test]
async fn a_walk_visits_every_item_once_and_comes_back_by_the_same_pages() {
    let client = start(Seen::default()).await;
    for form in every() {
        for size in [1, 31, 50, 100] {
            let (there, last) = client.walk(&format!("{form}?size={size}"), "next").await;
            assert_eq!(there.concat(), integers(0..200), "{form} {size}");
            if size > 1 {
                let (mut back, _) = client.walk(&last, "prev").await;
                back.reverse();
                assert_eq!(there, back, "{form} {size}");
            }
        }
    }
}

#[tokio::test]
async fn the_header_names_each_relation_once_in_order() {
    let client = start(Seen::default()).await;
    let page = client.get("/rows?page=2&size=50").await.ok();
    let expected = r#"<?page=1&size=50>; rel="first", <?page=1&size=50>; rel="prev", <?page=3&size=50>; rel="next", <?page=4&size=50>; rel="last""#;
    assert_eq!(page.header("link"), Some(expected));
    let names = page.links(&client.url("/rows")).into_iter().map(|(name, _)| name);
    assert_eq!(names.collect::<Vec<_>>(), ["first", "prev", "next", "last"]);
}
