//! What a page looks like.

use http::{Method, header::CONTENT_LENGTH};
use velithon::paginate;
use velithon_test_support::{answer, get, request};

#[paginate(size = 2, max_size = 3)]
async fn pages() -> Vec<&'static str> {
    vec!["a", "b\"", "c"]
}

#[paginate(size = 2, max_size = 3, items = "users")]
async fn users() -> Vec<&'static str> {
    vec!["a", "b", "c"]
}

#[paginate(size = 2, max_size = 3, items = "a \"b\"")]
async fn odd() -> Vec<&'static str> {
    vec!["a"]
}

#[paginate(size = 2, max_size = 3, items = none)]
async fn bare() -> Vec<&'static str> {
    vec!["a", "b", "c"]
}

#[paginate(style = offset, items = none)]
async fn bare_rows() -> Vec<u8> {
    vec![1]
}

#[paginate(size = 2, max_size = 3)]
async fn empty() -> [u8; 0] {
    []
}

#[test]
fn the_items_come_first() {
    let page = answer(pages(get("/x"))).ok();
    let expected = r#"{"items":["a","b\""],"page":1,"size":2,"total":3,"total_kind":"exact","total_pages":2}"#;
    assert_eq!(page.text(), expected);
}

#[test]
fn the_items_may_be_called_otherwise() {
    assert!(
        answer(users(get("/x")))
            .ok()
            .text()
            .starts_with(r#"{"users":["a","b"],"page":1"#)
    );
    assert_eq!(answer(odd(get("/x"))).ok().json()["a \"b\""][0], "a");
}

#[test]
fn a_bare_array_has_the_rest_in_headers() {
    let page = answer(bare(get("/x?page=2"))).ok();
    assert_eq!(page.text(), r#"["c"]"#);
    let found = ["x-page", "x-size", "x-total", "x-total-kind", "x-total-pages"].map(|name| page.header(name));
    assert_eq!(found, ["2", "2", "3", "exact", "2"].map(Some));
    assert!(page.header("link").is_some());
    let rows = answer(bare_rows(get("/x"))).ok();
    assert_eq!(
        ["x-offset", "x-limit", "x-total", "x-page"].map(|name| rows.header(name)),
        [Some("0"), Some("100"), Some("1"), None]
    );
}

#[test]
fn an_empty_source_is_an_empty_page() {
    let page = answer(empty(get("/x"))).ok();
    let expected = r#"{"items":[],"page":1,"size":2,"total":0,"total_kind":"exact","total_pages":0}"#;
    assert_eq!(page.text(), expected);
    assert_eq!(page.relations(), ["first"]);
    assert_eq!(answer(empty(get("/x?page=9"))).ok().relations(), ["first"]);
}

#[test]
fn exactly_one_page_has_no_next_and_one_row_more_has() {
    let link = |size: usize| answer(pages(get(&format!("/x?size={size}")))).ok().reference("next");
    assert_eq!(link(3), None);
    assert_eq!(link(2).as_deref(), Some("?size=2&page=2"));
}

#[test]
fn head_says_what_get_would() {
    for uri in ["/x?page=2", "/x?page=0"] {
        let full = answer(pages(get(uri)));
        let head = answer(pages(request(Method::HEAD, uri)));
        assert_eq!(head.status(), full.status());
        assert!(head.text().is_empty());
        let mut headers = head.head.headers().clone();
        let length = headers.remove(CONTENT_LENGTH).unwrap();
        assert_eq!(length, full.text().len().to_string());
        assert_eq!(&headers, full.head.headers());
    }
}
