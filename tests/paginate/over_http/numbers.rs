//! Which page a client asks for, and what is in it.

use axum::{Router, routing::get};
use velithon::{PageItems, PageRequest, paginate};
use velithon_test_support::Client;

use super::{
    forms::{OFFSETS, TOTALLED, UNTOTALLED, every, integers},
    serve,
};

#[tokio::test]
async fn a_page_has_the_number_and_the_size_that_were_asked_for() {
    let (client, _) = serve().await;
    for form in TOTALLED {
        let page = client.get(form).await.ok();
        assert_eq!(page.items(), integers(0..50), "{form}");
        assert_eq!(
            page.envelope(),
            r#"{"page":1,"size":50,"total":200,"total_kind":"exact","total_pages":4}"#,
            "{form}"
        );
        let last = client.get(&format!("{form}?page=4")).await.ok();
        assert_eq!((last.items(), last.reference("next")), (integers(150..200), None));
        let second = client.get(&format!("{form}?page=2&size=25")).await.ok();
        assert_eq!(second.items(), integers(25..50));
        let odd = client.get(&format!("{form}?size=31")).await.ok();
        assert_eq!(odd.json()["total_pages"], 7);
    }
    for form in UNTOTALLED {
        let page = client.get(form).await.ok();
        assert_eq!(
            (page.items(), page.envelope().as_str()),
            (integers(0..50), r#"{"page":1,"size":50}"#)
        );
        let last = client.get(&format!("{form}?page=4")).await.ok();
        assert_eq!((last.items(), last.reference("next")), (integers(150..200), None));
        let second = client.get(&format!("{form}?page=2&size=25")).await.ok();
        assert_eq!(second.items(), integers(25..50));
    }
}

#[tokio::test]
async fn past_the_end_is_an_empty_page_that_leads_back() {
    let (client, _) = serve().await;
    for form in every() {
        let past = client.get(&format!("{form}?page=5")).await.ok();
        assert_eq!(past.items(), [0; 0], "{form}");
        assert_eq!(past.reference("prev").as_deref(), Some("?page=4"), "{form}");
        assert_eq!(past.reference("next"), None, "{form}");
        let total = TOTALLED.contains(&form).then(|| 200.into());
        assert_eq!(past.json().get("total"), total.as_ref(), "{form}");
    }
}

#[tokio::test]
async fn what_is_no_number_is_refused_by_name() {
    let (client, seen) = serve().await;
    let pages = ["0", "-1", "abc", "1.0", "1e1", "+2", "%202"].map(|value| ("page", value));
    let sizes = ["0", "-3", "seven", "18446744073709551616"].map(|value| ("size", value));
    for form in every() {
        for (name, value) in pages.into_iter().chain(sizes) {
            let answer = client.get(&format!("{form}?{name}={value}")).await;
            assert_eq!(
                answer.problem(400, "invalid-parameter")["parameter"],
                name,
                "{form} {value}"
            );
        }
    }
    assert_eq!(seen.handled(), 0, "no handler runs");
}

#[tokio::test]
async fn a_size_above_the_maximum_is_clamped_or_refused() {
    #[paginate(size = 50, max_size = 100, over_max = reject)]
    async fn rejecting(page: PageRequest) -> PageItems<i64> {
        PageItems::new((0..page.limit()).collect())
    }

    let (client, _) = serve().await;
    for form in TOTALLED {
        let page = client.get(&format!("{form}?size=1000")).await.ok();
        assert_eq!((page.items().len(), &page.json()["size"]), (100, &100.into()), "{form}");
        let link = page.header("link").unwrap();
        assert_eq!(
            (link.matches("size=100&").count(), link.matches("size=").count()),
            (3, 3),
            "{link}"
        );
    }
    let client = Client::of(Router::new().route("/", get(rejecting))).await;
    let problem = client.get("/?size=1000").await.problem(400, "size-too-large");
    assert_eq!(
        (&problem["parameter"], &problem["maximum"]),
        (&"size".into(), &100.into())
    );
    assert_eq!(client.get("/?size=100").await.ok().items().len(), 100);
}

#[tokio::test]
async fn too_deep_is_refused_before_the_handler_and_no_link_leads_there() {
    #[paginate(style = offset, size = 50, max_offset = 1000)]
    async fn shallow() -> Vec<u64> {
        (0..2000).collect()
    }

    let (client, seen) = serve().await;
    for form in every() {
        let answer = client.get(&format!("{form}?page=9223372036854775807&size=100")).await;
        answer.problem(400, "offset-too-deep");
    }
    assert_eq!(seen.handled(), 0, "no handler runs");

    let client = Client::of(Router::new().route("/", get(shallow))).await;
    let problem = client.get("/?offset=1001").await.problem(400, "offset-too-deep");
    assert_eq!(
        (&problem["parameter"], &problem["maximum"]),
        (&"offset".into(), &1000.into())
    );
    assert!(problem["detail"].as_str().unwrap().contains("cursor"));
    let (walked, last) = client.walk("/", "next").await;
    assert_eq!((walked.concat(), last.as_str()), (integers(0..1050), "/?offset=1000"));
    assert_eq!(
        client.get("/").await.relations(),
        ["first", "next"],
        "not to the last page either"
    );
}

#[tokio::test]
async fn empty_parameters_are_absent_ones_doubled_ones_are_refused_and_others_are_kept() {
    let (client, _) = serve().await;
    for form in every() {
        assert_eq!(
            client.get(&format!("{form}?page=&size=")).await.ok().items(),
            integers(0..50)
        );
        let problem = client
            .get(&format!("{form}?page=1&page=2"))
            .await
            .problem(400, "duplicate-parameter");
        assert_eq!(problem["parameter"], "page");
        let page = client.get(&format!("{form}?unknown=-1&page=2&cursor=x")).await.ok();
        assert_eq!(page.items(), integers(50..100));
        assert_eq!(page.reference("next").as_deref(), Some("?unknown=-1&page=3&cursor=x"));
    }
}

#[tokio::test]
async fn offsets_count_rows() {
    let (client, _) = serve().await;
    for form in OFFSETS {
        let page = client.get(&format!("{form}?limit=30&offset=50")).await.ok();
        assert_eq!(page.items(), integers(50..80));
        assert_eq!(
            page.envelope(),
            r#"{"limit":30,"offset":50,"total":200,"total_kind":"exact"}"#
        );
        let expected = [("first", 0), ("last", 170), ("next", 80), ("prev", 20)];
        let expected = expected.map(|(name, row)| (name.to_owned(), format!("?limit=30&offset={row}")));
        assert_eq!(page.references(), expected.into(), "{form}");
        let near = client.get(&format!("{form}?limit=10&offset=5")).await.ok();
        assert_eq!(near.reference("prev").as_deref(), Some("?limit=10&offset=0"));
        assert_eq!(
            client.get(&format!("{form}?offset=150")).await.ok().reference("next"),
            None
        );
        let problem = client
            .get(&format!("{form}?offset=-1"))
            .await
            .problem(400, "invalid-parameter");
        assert_eq!(problem["parameter"], "offset");
    }
}
