//! What clients may ask for.

use std::sync::atomic::{AtomicU32, Ordering};

use velithon::paginate;
use velithon_test_support::{answer, get};

#[paginate(size = 50, max_size = 100)]
async fn pages() -> Vec<u64> {
    (0..200).collect()
}

#[paginate(style = offset, size = 50, max_size = 100)]
async fn offsets() -> Vec<u64> {
    (0..200).collect()
}

#[paginate(size = 50, max_size = 100, over_max = reject)]
async fn rejecting() -> Vec<u64> {
    (0..200).collect()
}

#[paginate(style = offset, size = 50, max_size = 100, max_offset = 1000)]
async fn shallow() -> Vec<u64> {
    (0..2000).collect()
}

#[paginate(size = 50, max_size = 100, page = "p", size = "per_page")]
async fn renamed() -> Vec<u64> {
    (0..200).collect()
}

fn page(query: &str) -> velithon_test_support::Answer {
    answer(pages(get(&format!("/x{query}"))))
}

#[test]
fn absent_parameters_are_the_defaults() {
    let first = page("").ok();
    assert_eq!(first.items(), (0..50).collect::<Vec<_>>());
    assert_eq!(
        first.envelope(),
        r#"{"page":1,"size":50,"total":200,"total_kind":"exact","total_pages":4}"#
    );
    let last = page("?page=4").ok();
    assert_eq!(last.items(), (150..200).collect::<Vec<_>>());
    assert_eq!(last.reference("next"), None);
    let second = page("?page=2&size=25").ok();
    assert_eq!(second.items(), (25..50).collect::<Vec<_>>());
    assert_eq!(page("?size=31").ok().json()["total_pages"], 7);
}

#[test]
fn empty_parameters_are_the_defaults() {
    for query in ["?page=&size=", "?page&size", "?", "?size=&page="] {
        assert_eq!(page(query).ok().items(), (0..50).collect::<Vec<_>>(), "{query}");
    }
}

#[test]
fn past_the_end_there_are_no_items_and_prev_is_the_last_page() {
    for number in [5, 6, 1000] {
        let past = page(&format!("?page={number}")).ok();
        assert!(past.items().is_empty());
        assert_eq!(past.json()["total"], 200);
        assert_eq!(past.reference("prev").as_deref(), Some("?page=4"));
        assert_eq!(past.reference("next"), None);
    }
}

#[test]
fn what_is_no_number_is_refused() {
    for value in [
        "0",
        "-1",
        "abc",
        "1.0",
        "1e1",
        "+2",
        "%202",
        "2%20",
        "%D9%A3",
        "0x1",
        "1_0",
        "18446744073709551616",
    ] {
        let problem = page(&format!("?page={value}")).problem(400, "invalid-parameter");
        assert_eq!(
            (&problem["parameter"], &problem["minimum"]),
            (&"page".into(), &1.into()),
            "{value}"
        );
    }
    for value in ["0", "-3", "seven", "18446744073709551616"] {
        let problem = page(&format!("?size={value}")).problem(400, "invalid-parameter");
        assert_eq!(
            (&problem["parameter"], &problem["maximum"]),
            (&"size".into(), &100.into()),
            "{value}"
        );
    }
}

#[test]
fn a_parameter_given_twice_is_refused() {
    for query in [
        "?page=1&page=2",
        "?page=1&page=1",
        "?page=&page",
        "?a=1&page=1&%70age=2",
    ] {
        let problem = page(query).problem(400, "duplicate-parameter");
        assert_eq!(problem["parameter"], "page", "{query}");
    }
    assert_eq!(
        page("?size=1&b=2&size=1").problem(400, "duplicate-parameter")["parameter"],
        "size"
    );
}

#[test]
fn a_size_above_the_maximum_is_clamped_and_echoed() {
    for size in ["101", "1000", "18446744073709551615"] {
        let clamped = page(&format!("?size={size}")).ok();
        assert_eq!(clamped.items().len(), 100);
        assert_eq!(clamped.json()["size"], 100);
        assert_eq!(clamped.reference("next").as_deref(), Some("?size=100&page=2"));
    }
}

#[test]
fn a_size_above_the_maximum_is_refused_on_request() {
    let problem = answer(rejecting(get("/x?size=101"))).problem(400, "size-too-large");
    assert_eq!(
        (&problem["parameter"], &problem["maximum"]),
        (&"size".into(), &100.into())
    );
    assert_eq!(answer(rejecting(get("/x?size=100"))).ok().items().len(), 100);
}

#[test]
fn too_deep_is_refused_before_the_source_is_touched() {
    static TOUCHED: AtomicU32 = AtomicU32::new(0);
    #[paginate(size = 50, max_size = 100)]
    async fn deep() -> std::ops::Range<u64> {
        TOUCHED.fetch_add(1, Ordering::Relaxed);
        0..u64::MAX
    }

    for number in ["9223372036854775807", "18446744073709551615", "502"] {
        let problem = answer(deep(get(&format!("/x?page={number}&size=100")))).problem(400, "offset-too-deep");
        assert_eq!(problem["parameter"], "page");
        assert_eq!(
            (&problem["maximum"], &problem["max_offset"]),
            (&501.into(), &50_000.into())
        );
    }
    assert_eq!(TOUCHED.load(Ordering::Relaxed), 0);
    assert_eq!(answer(deep(get("/x?page=501&size=100"))).ok().items()[0], 50_000);
    // Rows in memory have no such limit, only the one of numbers.
    assert!(page("?page=50000").ok().items().is_empty());
    page("?page=9223372036854775807&size=100").problem(400, "offset-too-deep");
}

#[test]
fn a_limit_of_its_own_names_itself_and_no_link_crosses_it() {
    let problem = answer(shallow(get("/x?offset=1001"))).problem(400, "offset-too-deep");
    assert_eq!(
        (&problem["parameter"], &problem["maximum"]),
        (&"offset".into(), &1000.into())
    );
    assert!(problem["detail"].as_str().unwrap().contains("cursor"));
    let deepest = answer(shallow(get("/x?offset=1000"))).ok();
    assert_eq!(deepest.relations(), ["first", "prev"]);
    let before = answer(shallow(get("/x?offset=950"))).ok();
    assert_eq!(before.reference("next").as_deref(), Some("?offset=1000"));
    assert_eq!(before.reference("last"), None);
}

#[test]
fn offsets_count_rows() {
    let offset = |query: &str| answer(offsets(get(&format!("/x{query}"))));
    let links = offset("?limit=30&offset=50").ok().references();
    let expected = [("first", 0), ("last", 170), ("next", 80), ("prev", 20)];
    let expected = expected.map(|(relation, row)| (relation.to_owned(), format!("?limit=30&offset={row}")));
    assert_eq!(links, expected.into());
    assert_eq!(
        offset("?limit=10&offset=5").reference("prev").as_deref(),
        Some("?limit=10&offset=0")
    );
    assert_eq!(offset("?offset=150").ok().reference("next"), None);
    let problem = offset("?offset=-1").problem(400, "invalid-parameter");
    assert_eq!(
        (&problem["parameter"], &problem["minimum"]),
        (&"offset".into(), &0.into())
    );
    assert_eq!(
        offset("?limit=5").envelope(),
        r#"{"limit":5,"offset":0,"total":200,"total_kind":"exact"}"#
    );
    // The other style's parameters are ordinary ones here.
    assert_eq!(
        offset("?page=x&limit=1").ok().reference("next").as_deref(),
        Some("?page=x&limit=1&offset=1")
    );
}

#[test]
fn parameters_may_have_other_names() {
    let answer = |query: &str| answer(renamed(get(&format!("/x{query}"))));
    assert_eq!(
        answer("?p=2&per_page=10&page=abc").ok().items(),
        (10..20).collect::<Vec<_>>()
    );
    assert_eq!(answer("?p=0").problem(400, "invalid-parameter")["parameter"], "p");
    assert_eq!(answer("?page=7").ok().reference("next").as_deref(), Some("?page=7&p=2"));
}
