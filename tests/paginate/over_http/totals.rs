//! How many rows a page says there are, and what it costs to know.

mod of_length;

use axum::{Router, routing::get};
use futures::future::join_all;
use velithon_test_support::{Client, Seen};

use super::forms::integers;

async fn serve_lengths() -> (Client, Seen) {
    let seen = Seen::default();
    let app = Router::new()
        .route("/source/{below}", get(of_length::source))
        .route("/rows/{below}", get(of_length::rows))
        .route("/told/{below}", get(of_length::told))
        .route("/iterator/{below}", get(of_length::iterator))
        .route("/untotalled/{below}", get(of_length::untotalled))
        .route("/capped/{below}", get(of_length::capped))
        .route("/deep/{below}", get(of_length::deep))
        .route("/cached/{below}", get(of_length::cached))
        .with_state(seen.clone());
    (Client::of(app).await, seen)
}

#[tokio::test]
async fn nothing_is_an_empty_page_and_one_row_more_than_a_page_has_a_next() {
    let (client, _) = serve_lengths().await;
    for form in ["source", "rows", "told"] {
        let page = client.get(&format!("/{form}/0")).await.ok();
        assert_eq!(
            page.text(),
            r#"{"items":[],"page":1,"size":50,"total":0,"total_kind":"exact","total_pages":0}"#
        );
        assert_eq!(page.relations(), ["first"], "{form}");
    }
    for form in ["source", "rows", "told", "iterator", "untotalled", "capped"] {
        assert_eq!(
            client.get(&format!("/{form}/50")).await.ok().reference("next"),
            None,
            "{form}"
        );
        let next = client.get(&format!("/{form}/51")).await.ok().reference("next");
        assert_eq!(next.as_deref(), Some("?page=2"), "{form}");
        assert_eq!(
            client.get(&format!("/{form}/51?page=2")).await.ok().items(),
            [50],
            "{form}"
        );
    }
}

#[tokio::test]
async fn the_count_runs_once_and_only_where_the_rows_do_not_tell() {
    let (client, seen) = serve_lengths().await;
    for (target, counted) in [
        ("/source/200", 1),
        ("/source/200?page=3", 1),
        ("/source/200?page=4", 0),
        ("/source/180?page=4", 0),
        ("/source/20", 0),
        ("/source/50", 0),
        ("/source/0", 0),
        ("/source/200?page=5", 1),
    ] {
        let page = client.get(target).await.ok();
        assert!(page.json()["total"].is_u64());
        assert_eq!(seen.counted(), counted, "{target}");
    }
    let page = client.get("/untotalled/200?page=3").await.ok();
    assert_eq!(
        (page.relations(), seen.counted()),
        (vec!["first".into(), "next".into(), "prev".into()], 0)
    );
    assert_eq!(page.envelope(), r#"{"page":3,"size":50}"#);
    let (walked, _) = client.walk("/untotalled/200", "next").await;
    assert_eq!(walked.concat(), integers(0..200));
    let page = client.get("/capped/200").await.ok();
    assert_eq!(
        (&page.json()["total"], &page.json()["total_kind"]),
        (&100.into(), &"at_least".into())
    );
    assert_eq!((seen.counted(), page.reference("last")), (1, None));
}

#[tokio::test]
async fn eight_cold_requests_run_one_count() {
    let (client, seen) = serve_lengths().await;
    for page in join_all((0..8).map(|_| client.get("/cached/200?page=2"))).await {
        assert_eq!(page.ok().json()["total"], 200);
    }
    assert_eq!(seen.counted(), 1);
}

#[tokio::test]
async fn large_totals_are_exact() {
    let (client, _) = serve_lengths().await;
    for rows in [(1_u64 << 24) + 1, (1 << 32) + 1, (1 << 53) + 1] {
        let page = client.get(&format!("/deep/{rows}?size=1")).await.ok();
        assert_eq!(
            (&page.json()["total"], &page.json()["total_pages"]),
            (&rows.into(), &rows.into())
        );
        let last = page
            .target(&client.url(&format!("/deep/{rows}?size=1")), "last")
            .unwrap();
        let last = client.get(&client.own(&last)).await.ok();
        assert_eq!((last.items(), last.reference("next")), (vec![rows - 1], None));
    }
}
