//! How clients find the next page.

use axum::{Router, body::Body, extract::State, http::Uri, response::Response, routing::get};
use velithon::paginate;
use velithon_test_support::{Client, Seen};

use super::{
    forms::{OFFSETS, TOTALLED, every, integers},
    serve,
};

#[tokio::test]
async fn every_other_pair_is_kept_byte_for_byte() {
    let (client, _) = serve().await;
    for form in every() {
        for (query, next) in [
            ("filter=even&page=2", "<?filter=even&page=3>"),
            (
                "filter=&q=a%20b&y=1&y=2&flag&r=%2B&page=1",
                "<?filter=&q=a%20b&y=1&y=2&flag&r=%2B&page=2>",
            ),
            ("q=grüße&page=1", "<?q=gr%C3%BC%C3%9Fe&page=2>"),
            ("b=2&page=1&a=1", "<?b=2&page=2&a=1>"),
        ] {
            let page = client.get(&format!("{form}?{query}")).await.ok();
            let link = page.header("link").unwrap();
            assert!(
                link.contains(&format!(r#"{next}; rel="next""#)),
                "{form} {query}: {link}"
            );
        }
    }
}

/// Takes requests for `/behind/…` to another server, as `/…`.
async fn proxy(State(server): State<Client>, uri: Uri) -> Response {
    let target = uri.path_and_query().unwrap().as_str();
    let answer = server.get(target.strip_prefix("/behind").unwrap()).await;
    answer.head.map(|()| Body::from(answer.chunks.concat()))
}

/// Walks to the last page and back again: the same pages, every item once.
async fn walk_there_and_back(client: Client, start: &str) -> Vec<u64> {
    let (there, last) = client.walk(start, "next").await;
    let (mut back, first) = client.walk(&last, "prev").await;
    back.reverse();
    assert_eq!(there, back, "{start}");
    assert_eq!(client.get(&first).await.reference("prev"), None);
    there.concat()
}

#[tokio::test]
async fn links_lead_over_every_item_once_under_any_prefix() {
    let nested = Router::new().nest("/api", Router::new().nest("/v1/{tenant}", super::forms()));
    let client = Client::of(super::forms().merge(nested).with_state(Seen::default())).await;
    let behind = Router::new().route("/behind/{*path}", get(proxy)).with_state(client);
    let behind = Client::of(behind).await;
    for form in every() {
        for size in [7, 50, 100] {
            let start = format!("{form}?tag=a%20b&size={size}");
            assert_eq!(walk_there_and_back(client, &start).await, integers(0..200), "{start}");
        }
        let nested = format!("/api/v1/acme{form}?size=99");
        assert_eq!(walk_there_and_back(client, &nested).await, integers(0..200), "{nested}");
        let proxied = format!("/behind/api/v1/acme{form}?size=99");
        assert_eq!(
            walk_there_and_back(behind, &proxied).await,
            integers(0..200),
            "{proxied}"
        );
    }
    for form in OFFSETS {
        for limit in [7, 50, 100] {
            let start = format!("/api/v1/acme{form}?limit={limit}");
            assert_eq!(walk_there_and_back(client, &start).await, integers(0..200), "{start}");
        }
    }
    // The last page by its own link is the one that a walk ends at.
    for form in TOTALLED {
        let start = format!("{form}?size=30");
        let last = client.get(&start).await.target(&client.url(&start), "last").unwrap();
        assert_eq!(client.own(&last), client.walk(&start, "next").await.1);
    }
}

#[tokio::test]
async fn no_request_makes_a_link_name_another_host() {
    #[paginate(size = 50, max_size = 100, links = both)]
    async fn anywhere() -> Vec<u64> {
        (0..200).collect()
    }

    let client = Client::of(Router::new().fallback(anywhere)).await;
    for target in [
        "//evil/x",
        "//evil/x?page=2",
        "/x?next=//evil/",
        "/x?a=%3E,%3Chttp://evil/%3E",
        "/%2F/evil/x",
    ] {
        let page = client.get(target).await.ok();
        assert_eq!(page.items().len(), 50);
        for (_, link) in page.links(&client.url(target)) {
            client.own(&link);
        }
        let url = client.url(target);
        for link in page.json()["links"]
            .as_object()
            .unwrap()
            .values()
            .filter_map(|link| link.as_str())
        {
            client.own(&url.join(link).unwrap());
        }
    }
    let plain = client.get("/x?page=2").await.ok();
    let forwarded = "x-forwarded-host: evil\r\nx-forwarded-proto: https\r\nx-forwarded-prefix: //evil\r\n\
        forwarded: host=evil;proto=https\r\nhost: evil\r\n";
    for (line, headers) in [
        ("GET /x?page=2 HTTP/1.1", forwarded),
        ("GET http://evil/x?page=2 HTTP/1.1", ""),
    ] {
        let page = client.ask(line, headers).await.ok();
        assert_eq!((page.header("link"), page.text()), (plain.header("link"), plain.text()));
    }
}

#[tokio::test]
async fn the_header_names_each_relation_once_in_order() {
    let (client, _) = serve().await;
    let page = client.get("/rows?page=2&size=50").await.ok();
    let expected = r#"<?page=1&size=50>; rel="first", <?page=1&size=50>; rel="prev", <?page=3&size=50>; rel="next", <?page=4&size=50>; rel="last""#;
    assert_eq!(page.header("link"), Some(expected));
    let relations: Vec<_> = page
        .links(&client.url("/rows"))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(relations, ["first", "prev", "next", "last"]);
}
