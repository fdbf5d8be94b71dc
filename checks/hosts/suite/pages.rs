//! Which page a client asks for, and what is in it.

use futures::future::join_all;
use velithon_test_support::Seen;

use super::{
    handlers::forms::{OFFSETS, TOTALLED, every, integers},
    start,
};

#[tokio::test]
async fn a_page_has_the_number_and_the_size_that_were_asked_for() {
    let client = start(Seen::default()).await;
    for form in every() {
        let page = client.get(form).await.ok();
        let envelope = if TOTALLED.contains(&form) {
            r#"{"page":1,"size":50,"total":200,"total_kind":"exact","total_pages":4}"#
        } else {
            r#"{"page":1,"size":50}"#
        };
        assert_eq!((page.items(), &*page.envelope()), (integers(0..50), envelope), "{form}");
        let last = client.get(&format!("{form}?page=4")).await.ok();
        assert_eq!((last.items(), last.reference("next")), (integers(150..200), None));
        let second = client.get(&format!("{form}?page=2&size=25")).await.ok();
        assert_eq!(second.items(), integers(25..50));
    }
    for form in TOTALLED {
        let odd = client.get(&format!("{form}?size=31")).await.ok();
        assert_eq!(odd.json()["total_pages"], 7, "{form}");
    }
}

#[tokio::test]
async fn past_the_end_is_an_empty_page_that_leads_back() {
    let client = start(Seen::default()).await;
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
    let seen = Seen::default();
    let client = start(seen.clone()).await;
    let pages = ["0", "-1", "abc", "1.0", "1e1", "+2", "%202"].map(|value| ("page", value));
    let sizes = ["0", "-3", "seven", "18446744073709551616"].map(|value| ("size", value));
    for form in every() {
        for (name, value) in pages.into_iter().chain(sizes) {
            let answer = client.get(&format!("{form}?{name}={value}")).await;
            assert_eq!(answer.problem(400, "invalid-parameter")["parameter"], name, "{form} {value}");
        }
    }
    assert_eq!(seen.handled(), 0, "no handler runs");
}

#[tokio::test]
async fn a_size_above_the_maximum_is_clamped_or_refused() {
    let client = start(Seen::default()).await;
    for form in TOTALLED {
        let page = client.get(&format!("{form}?size=1000")).await.ok();
        let seen = (page.items().len(), page.json()["size"].clone());
        assert_eq!(seen, (100, 100.into()), "{form}");
        assert!(page.references().values().all(|link| link.contains("size=100&")));
    }
    let problem = client.get("/rejecting?size=1000").await.problem(400, "size-too-large");
    assert_eq!(
        (&problem["parameter"], &problem["maximum"]),
        (&"size".into(), &100.into())
    );
    assert_eq!(client.get("/rejecting?size=100").await.ok().items().len(), 100);
}

#[tokio::test]
async fn too_deep_is_refused_before_the_handler_and_no_link_leads_there() {
    let seen = Seen::default();
    let client = start(seen.clone()).await;
    for form in every() {
        let answer = client.get(&format!("{form}?page=9223372036854775807&size=100")).await;
        answer.problem(400, "offset-too-deep");
    }
    assert_eq!(seen.handled(), 0, "no handler runs");
    let problem = client.get("/shallow?offset=1001").await.problem(400, "offset-too-deep");
    assert_eq!(
        (&problem["parameter"], &problem["maximum"]),
        (&"offset".into(), &1000.into())
    );
    assert!(problem["detail"].as_str().unwrap().contains("cursor"));
    let (walked, last) = client.walk("/shallow", "next").await;
    assert_eq!((walked.concat(), &*last), (integers(0..1050), "/shallow?offset=1000"));
    let first = client.get("/shallow").await;
    let relations = first.relations();
    assert_eq!(relations, ["first", "next"], "not to the last page either");
}

#[tokio::test]
async fn empty_parameters_are_absent_ones_doubled_ones_are_refused_and_others_are_kept() {
    let client = start(Seen::default()).await;
    for form in every() {
        let page = client.get(&format!("{form}?page=&size=")).await.ok();
        assert_eq!(page.items(), integers(0..50));
        let answer = client.get(&format!("{form}?page=1&page=2")).await;
        assert_eq!(answer.problem(400, "duplicate-parameter")["parameter"], "page");
        let page = client.get(&format!("{form}?unknown=-1&page=2&cursor=x")).await.ok();
        assert_eq!(page.items(), integers(50..100));
        assert_eq!(page.reference("next").as_deref(), Some("?unknown=-1&page=3&cursor=x"));
    }
}

#[tokio::test]
async fn offsets_count_rows() {
    let client = start(Seen::default()).await;
    for form in OFFSETS {
        let page = client.get(&format!("{form}?limit=30&offset=50")).await.ok();
        let envelope = r#"{"limit":30,"offset":50,"total":200,"total_kind":"exact"}"#;
        assert_eq!((page.items(), &*page.envelope()), (integers(50..80), envelope));
        let expected = [
            ("first", "?limit=30&offset=0"),
            ("last", "?limit=30&offset=170"),
            ("next", "?limit=30&offset=80"),
            ("prev", "?limit=30&offset=20"),
        ];
        let expected = expected.map(|(name, target)| (name.to_owned(), target.to_owned()));
        assert_eq!(page.references(), expected.into(), "{form}");
        let near = client.get(&format!("{form}?limit=10&offset=5")).await.ok();
        assert_eq!(near.reference("prev").as_deref(), Some("?limit=10&offset=0"));
        let last = client.get(&format!("{form}?offset=150")).await.ok();
        assert_eq!(last.reference("next"), None);
        let answer = client.get(&format!("{form}?offset=-1")).await;
        assert_eq!(answer.problem(400, "invalid-parameter")["parameter"], "offset");
    }
}

#[tokio::test]
async fn nothing_is_an_empty_page_and_one_row_more_than_a_page_has_a_next() {
    let client = start(Seen::default()).await;
    for form in ["of", "rows-of", "told-of"] {
        let page = client.get(&format!("/{form}/0")).await.ok();
        let expected = r#"{"items":[],"page":1,"size":50,"total":0,"total_kind":"exact","total_pages":0}"#;
        assert_eq!(page.text(), expected);
        assert_eq!(page.relations(), ["first"], "{form}");
    }
    for form in ["of", "rows-of", "told-of", "iterator-of", "untotalled", "capped"] {
        let page = client.get(&format!("/{form}/50")).await.ok();
        assert_eq!(page.reference("next"), None, "{form}");
        let page = client.get(&format!("/{form}/51")).await.ok();
        assert_eq!(page.reference("next").as_deref(), Some("?page=2"), "{form}");
        assert_eq!(
            client.get(&format!("/{form}/51?page=2")).await.ok().items(),
            [50],
            "{form}"
        );
    }
}

#[tokio::test]
async fn the_count_runs_once_and_only_where_the_rows_do_not_tell() {
    let seen = Seen::default();
    let client = start(seen.clone()).await;
    for (target, counted) in [
        ("/of/200", 1),
        ("/of/200?page=3", 1),
        ("/of/200?page=4", 0),
        ("/of/180?page=4", 0),
        ("/of/20", 0),
        ("/of/50", 0),
        ("/of/0", 0),
        ("/of/200?page=5", 1),
    ] {
        let page = client.get(target).await.ok();
        assert!(page.json()["total"].is_u64());
        assert_eq!(seen.counted(), counted, "{target}");
    }
    let page = client.get("/untotalled/200?page=3").await.ok();
    let relations = page.relations();
    assert_eq!(relations, ["first", "next", "prev"]);
    assert_eq!(seen.counted(), 0);
    assert_eq!(page.envelope(), r#"{"page":3,"size":50}"#);
    let page = client.get("/capped/200").await.ok();
    assert_eq!(
        (&page.json()["total"], &page.json()["total_kind"]),
        (&100.into(), &"at_least".into())
    );
    assert_eq!((seen.counted(), page.reference("last")), (1, None));
}

#[tokio::test]
async fn eight_cold_requests_run_one_count() {
    let seen = Seen::default();
    let client = start(seen.clone()).await;
    for page in join_all((0..8).map(|_| client.get("/cached/200?page=2"))).await {
        assert_eq!(page.ok().json()["total"], 200);
    }
    assert_eq!(seen.counted(), 1);
}

#[tokio::test]
async fn large_totals_are_exact() {
    let client = start(Seen::default()).await;
    for rows in [(1_u64 << 24) + 1, (1 << 32) + 1, (1 << 53) + 1] {
        let first = format!("/deep/{rows}?size=1");
        let page = client.get(&first).await.ok();
        let totals = (page.json()["total"].clone(), page.json()["total_pages"].clone());
        assert_eq!(totals, (rows.into(), rows.into()));
        let last = page.target(&client.url(&first), "last").unwrap();
        let last = client.get(&client.own(&last)).await.ok();
        assert_eq!((last.items(), last.reference("next")), (vec![rows - 1], None));
    }
}
