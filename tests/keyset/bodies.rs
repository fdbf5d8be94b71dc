//! What a page looks like: members, headers and links.

use axum::extract::State;
use http::{Method, Uri};
use serde::Serialize;
use serde_json::json;
use velithon::{CursorRequest, Keyset, PageItems, RequestHead, paginate};
use velithon_test_support::{Answer, answer, get};

use crate::rows::{self, Row, rows, sorted};

fn cursors(page: &Answer) -> (String, String) {
    (page.next().unwrap(), page.prev().unwrap())
}

#[test]
fn a_page_names_its_neighbours_in_the_body_and_in_links() {
    let first = answer(rows::told(get("/rows?tag=a%20b&size=2&sort=g")));
    let next = first.next().unwrap();
    assert_eq!(
        first.text(),
        &*format!(
            "{{\"items\":[{},{}],\"size\":2,\"next_cursor\":\"{next}\",\"prev_cursor\":null}}",
            "{\"id\":0,\"g\":0,\"s\":null,\"none\":null}", "{\"id\":3,\"g\":0,\"s\":\"s3\",\"none\":null}"
        )
    );
    assert_eq!(first.header("content-type"), Some("application/json"));
    let link = format!(
        "<?tag=a%20b&size=2&sort=g&cursor=>; rel=\"first\", <?tag=a%20b&size=2&sort=g&cursor={next}>; rel=\"next\""
    );
    assert_eq!(first.header("link"), Some(&*link));

    let second = answer(rows::told(get(&format!("/rows?cursor={next}&tag=a%20b&size=2&sort=g"))));
    let (next, prev) = cursors(&second);
    let link = ["", &prev, &next].map(|cursor| format!("<?cursor={cursor}&tag=a%20b&size=2&sort=g>; rel="));
    let link = format!("{}\"first\", {}\"prev\", {}\"next\"", link[0], link[1], link[2]);
    assert_eq!(second.header("link"), Some(&*link));
}

#[test]
fn tokens_need_no_encoding_anywhere() {
    for sort in rows::SORTS {
        let page = answer(rows::listed(get(&format!("/rows?size=3&sort={sort}"))));
        let token = page.next().unwrap();
        assert!(
            token
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte)),
            "{token}"
        );
    }
}

#[test]
fn a_bare_array_has_everything_in_headers() {
    #[paginate(style = cursor, items = none, links = none)]
    async fn handler() -> Vec<Row> {
        rows()
    }
    let first = answer(handler(get("/rows?size=2")));
    assert_eq!((first.ids(), first.header("x-size")), (vec![0, 1], Some("2")));
    assert_eq!((first.header("x-prev-cursor"), first.header("link")), (None, None));
    let next = first.header("x-next-cursor").unwrap();
    let second = answer(handler(get(&format!("/rows?size=2&cursor={next}"))));
    assert_eq!(second.ids(), [2, 3]);
    assert!(second.header("x-prev-cursor").is_some());
    let walk = velithon::testing::walk(handler, "/rows");
    futures::executor::block_on(walk.expect(&sorted("id", rows()))).unwrap();
}

#[test]
fn links_and_names_are_the_handlers_choice() {
    #[paginate(
        items = "rows", links = both, links_base = "https://api.example/v1",
        cursor = "after", size = "n", sort_name = "order", size = 2, max_size = 4
    )]
    async fn handler(page: CursorRequest<Row>) -> PageItems<Row> {
        PageItems::new(page.slice(&sorted(page.sort().name(), rows())).cloned().collect()).total(60)
    }
    let first = answer(handler(get("/rows?order=id_desc")));
    assert_eq!(first.json()["rows"][0]["id"], 59);
    let next = first.next().unwrap();
    let url = |cursor: &str| format!("https://api.example/v1/rows?order=id_desc&after={cursor}");
    assert_eq!(
        first.json()["links"],
        json!({"first": url(""), "prev": null, "next": url(&next)})
    );
    assert_eq!(
        (&first.json()["total"], &first.json()["total_kind"]),
        (&json!(60), &json!("exact"))
    );
    let second = answer(handler(get(&format!("/rows?n=100&order=id_desc&after={next}"))));
    assert_eq!(
        (&second.json()["rows"][0]["id"], &second.json()["size"]),
        (&json!(57), &json!(4))
    );
    // Its parameters have other names, so these are somebody else's.
    let other = answer(handler(get("/rows?order=id_desc&size=x&sort=y&cursor=z")));
    assert_eq!(other.json()["rows"][0]["id"], 59);
    let walk = velithon::testing::walk(handler, "/rows?order=g")
        .items("rows")
        .parameters("after", "n")
        .sizes([1, 3, 4]);
    futures::executor::block_on(walk.expect(&sorted("g", rows()))).unwrap();
}

#[test]
fn sizes_are_bounded_as_on_numbered_pages() {
    #[paginate(style = cursor, max_size = 5, over_max = reject)]
    async fn strict() -> Vec<Row> {
        rows()
    }
    let refused = answer(strict(get("/rows?size=6"))).problem(400, "size-too-large");
    assert_eq!(
        (&refused["parameter"], &refused["maximum"]),
        (&json!("size"), &json!(5))
    );
    for size in ["0", "-3", "seven", "18446744073709551616"] {
        answer(strict(get(&format!("/rows?size={size}")))).problem(400, "invalid-parameter");
    }
    let clamped = answer(rows::listed(get("/rows?size=5000")));
    assert_eq!((clamped.ids().len(), &clamped.json()["size"]), (60, &json!(1000)));
    assert_eq!(clamped.header("link"), Some("<?size=1000&cursor=>; rel=\"first\""));
}

#[test]
fn head_is_answered_like_get_without_a_body() {
    let head = RequestHead::new(Method::HEAD, Uri::from_static("/rows?size=2"));
    let (head, page) = (answer(rows::listed(head)), answer(rows::listed(get("/rows?size=2"))));
    assert_eq!(head.text().len(), 0);
    assert_eq!(head.header("link"), page.header("link"));
    assert_eq!(head.header("content-length"), Some(&*page.text().len().to_string()));
}

#[test]
fn a_total_is_never_less_than_the_rows_show() {
    #[paginate]
    async fn handler(page: CursorRequest<Row>) -> PageItems<Row> {
        PageItems::new(page.slice(&sorted("id", rows())).cloned().collect()).total(-1)
    }
    let page = answer(handler(get("/rows?size=5")));
    assert_eq!(
        (&page.json()["total"], &page.json()["total_kind"]),
        (&json!(6), &json!("at_least"))
    );
}

#[test]
fn long_keys_do_not_make_headers_that_proxies_refuse() {
    #[derive(Clone, Serialize, Keyset)]
    #[keyset(sort = "name", name)]
    struct Named {
        #[keyset(unique)]
        name: String,
    }

    #[paginate(style = cursor, items = none)]
    async fn named(State(length): State<usize>) -> Vec<Named> {
        let name = |number: u32| format!("{number}{}", "x".repeat(length));
        (1..=3).map(|number| Named { name: name(number) }).collect()
    }

    for length in (0..1_450).step_by(29) {
        for query in ["", "&q=short", &format!("&q={}", "x".repeat(1_500))] {
            let page =
                |cursor: &str| answer(named(get(&format!("/x?size=1&cursor={cursor}{query}")), State(length))).ok();
            let first = page("");
            let second = page(first.header("x-next-cursor").expect("the way on is never left out"));
            for page in [&first, &second, &page(second.header("x-next-cursor").unwrap())] {
                let headers = page.head.headers().iter();
                let bytes: usize = headers.map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
                assert!(bytes <= 3_500, "{bytes} bytes of headers for keys of {length} bytes");
            }
            // The link that leads on comes first where there is no room for both.
            let has_room = length < 700 && query.len() < 1_000;
            assert!(second.header("x-prev-cursor").is_some() || !has_room, "{length}");
        }
    }
}
