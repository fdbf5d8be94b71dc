//! Bodies that front ends expect: five that are known, byte by byte, and names for every member.

use serde::Serialize;
use serde_json::{Value, value::RawValue};
use tracing::Level;
use velithon::{CursorRequest, Keyset, Page, PageItems, PageLink, PageParts, PageRequest, paginate};
use velithon_test_support::{Events, answer, get};

#[derive(Clone, Serialize, Keyset)]
#[keyset(sort = "id", id asc)]
struct Row {
    #[keyset(unique)]
    id: u32,
}

fn rows(count: u32) -> Vec<Row> {
    (1..=count).map(|id| Row { id }).collect()
}

fn text(handler: impl Future<Output = Page> + Send) -> String {
    answer(handler).ok().text()
}

/// Laravel's `LengthAwarePaginator`, as an API resource sends it, but for the list of numbered links.
#[paginate(
    items = "data",
    page = "page",
    size = 2,
    meta = "meta",
    links = body,
    members(page = "current_page", size = "per_page", total_kind = none, total_pages = "last_page")
)]
async fn laravel() -> Vec<Row> {
    rows(5)
}

#[test]
fn laravels() {
    assert_eq!(
        text(laravel(get("/users?page=2"))),
        r#"{"data":[{"id":3},{"id":4}],"links":{"first":"?page=1","prev":"?page=1","next":"?page=3","last":"?page=3"},"meta":{"current_page":2,"per_page":2,"total":5,"last_page":3}}"#
    );
}

/// `PageNumberPagination` of Django REST framework.
#[derive(Serialize)]
struct Django<R> {
    count: Option<u64>,
    next: Option<PageLink>,
    previous: Option<PageLink>,
    results: R,
}

impl<R> From<PageParts<R>> for Django<R> {
    fn from(page: PageParts<R>) -> Self {
        Self {
            count: page.total,
            next: page.next,
            previous: page.prev,
            results: page.rows,
        }
    }
}

#[paginate(envelope = Django, size = "page_size", size = 2, links = none, links_base = "https://api.example.org")]
async fn django() -> Vec<Row> {
    rows(5)
}

#[test]
fn djangos() {
    assert_eq!(
        text(django(get("/accounts/?page=2"))),
        r#"{"count":5,"next":"https://api.example.org/accounts/?page=3","previous":"https://api.example.org/accounts/?page=1","results":[{"id":3},{"id":4}]}"#
    );
    assert_eq!(
        text(django(get("/accounts/?page=3"))),
        r#"{"count":5,"next":null,"previous":"https://api.example.org/accounts/?page=2","results":[{"id":5}]}"#
    );
}

/// `PagedModel` of Spring Data, whose page numbers count from 0.
#[derive(Serialize)]
struct Spring<R> {
    content: R,
    page: SpringPage,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SpringPage {
    size: u32,
    number: u64,
    total_elements: u64,
    total_pages: u64,
}

impl<R> From<PageParts<R>> for Spring<R> {
    fn from(page: PageParts<R>) -> Self {
        let numbers = SpringPage {
            size: page.size,
            number: page.page.map_or(0, |number| number - 1),
            total_elements: page.total.unwrap_or_default(),
            total_pages: page.total_pages.unwrap_or_default(),
        };
        Self {
            content: page.rows,
            page: numbers,
        }
    }
}

#[paginate(envelope = Spring, size = 2)]
async fn spring(page: PageRequest) -> PageItems<Row> {
    let rows = rows(5).into_iter();
    let offset = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    PageItems::new(rows.skip(offset).take(3).collect()).total(5)
}

#[test]
fn springs() {
    assert_eq!(
        text(spring(get("/users?page=2"))),
        r#"{"content":[{"id":3},{"id":4}],"page":{"size":2,"number":1,"totalElements":5,"totalPages":3}}"#
    );
}

/// JSON:API, by the attribute alone.
#[paginate(
    page = "page[number]",
    size = "page[size]",
    size = 2,
    items = "data",
    meta = "meta",
    links = body,
    members(page = none, size = none, total_kind = none, total_pages = none)
)]
async fn json_api() -> Vec<Row> {
    rows(5)
}

#[test]
fn json_apis() {
    assert_eq!(
        text(json_api(get("/articles?page[number]=2&page[size]=2"))),
        r#"{"data":[{"id":3},{"id":4}],"links":{"first":"?page[number]=1&page[size]=2","prev":"?page[number]=1&page[size]=2","next":"?page[number]=3&page[size]=2","last":"?page[number]=3&page[size]=2"},"meta":{"total":5}}"#
    );
}

/// A list of Stripe's.
#[derive(Serialize)]
struct Stripe<R> {
    object: &'static str,
    data: R,
    has_more: bool,
    url: String,
}

impl<R> From<PageParts<R>> for Stripe<R> {
    fn from(page: PageParts<R>) -> Self {
        Self {
            object: "list",
            data: page.rows,
            has_more: page.has_more,
            url: page.path,
        }
    }
}

#[paginate(style = cursor, envelope = Stripe, size = "limit", size = 3)]
async fn stripe() -> Vec<Row> {
    rows(5)
}

#[test]
fn stripes() {
    assert_eq!(
        text(stripe(get("/v1/customers"))),
        r#"{"object":"list","data":[{"id":1},{"id":2},{"id":3}],"has_more":true,"url":"/v1/customers"}"#
    );
    assert_eq!(
        text(stripe(get("/v1/customers?limit=5"))),
        r#"{"object":"list","data":[{"id":1},{"id":2},{"id":3},{"id":4},{"id":5}],"has_more":false,"url":"/v1/customers"}"#
    );
}

#[paginate(
    size = 2,
    meta = "meta",
    members(page = "current_page", size = "per_page", total = "total")
)]
async fn front_end(page: PageRequest) -> PageItems<Row> {
    let _ = page;
    PageItems::new(rows(3))
        .total(200)
        .with("facets", &[("red", 2)])
        .with("took", "1ms")
}

#[test]
fn a_handler_adds_members_of_its_own() {
    assert_eq!(
        text(front_end(get("/"))),
        r#"{"items":[{"id":1},{"id":2}],"meta":{"current_page":1,"per_page":2,"total":200,"total_kind":"exact","total_pages":100},"facets":[["red",2]],"took":"1ms"}"#
    );
}

/// A value that is no JSON.
struct Sour;

impl Serialize for Sour {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("sour"))
    }
}

#[paginate]
async fn sour(page: PageRequest) -> PageItems<Row> {
    let _ = page;
    PageItems::new(rows(1)).with("sour", &Sour)
}

#[test]
fn a_member_that_is_no_json_is_no_page() {
    assert_eq!(answer(sour(get("/"))).status(), 500);
}

type Names = &'static [&'static str];

fn with(names: Names) -> PageItems<Row> {
    names
        .iter()
        .fold(PageItems::new(rows(1)), |page, name| page.with(*name, &1))
}

#[paginate]
async fn adds(_page: PageRequest, names: Names) -> PageItems<Row> {
    with(names)
}

#[paginate(style = cursor, meta = "meta", links = both, members(links = none, next = "after"))]
async fn adds_beside_meta(_page: CursorRequest<Row>, names: Names) -> PageItems<Row> {
    with(names)
}

/// The status of a page, and why it is none.
fn outcome(page: impl Future<Output = Page> + Send) -> (u16, Option<String>) {
    let (events, guard) = Events::record();
    let status = answer(page).status();
    drop(guard);
    let mut errors = events.take().into_iter().filter(|event| event.level == Level::ERROR);
    (status, errors.next().and_then(|mut event| event.fields.remove("error")))
}

#[test]
fn a_member_whose_name_is_taken_is_no_page() {
    for (names, taken) in [
        (&["facets", "page"] as Names, "`page`"),
        (&["items"], "`items`"),
        (&["total_pages"], "`total_pages`"),
        (&["facets", "took", "facets"], "`facets`"),
    ] {
        let (status, error) = outcome(adds(get("/"), names));
        assert!(status == 500 && error.is_some_and(|error| error.starts_with(taken)));
    }
    for (names, taken) in [(&["meta"] as Names, "`meta`"), (&["after"], "`after`")] {
        let (status, error) = outcome(adds_beside_meta(get("/"), names));
        assert!(status == 500 && error.is_some_and(|error| error.starts_with(taken)));
    }
    assert_eq!(
        outcome(adds(get("/"), &["meta", "next", "offset", "links"])),
        (200, None)
    );
    assert_eq!(
        outcome(adds_beside_meta(get("/"), &["size", "next", "last", "total"])),
        (200, None)
    );
}

#[paginate(style = cursor, size = 2, links = body, members(links = none, first = none, next_cursor = "after", prev_cursor = none))]
async fn flat(page: CursorRequest<Row>) -> PageItems<Row> {
    PageItems::new(page.slice(&rows(2)).cloned().collect()).with("note", &None::<u8>)
}

#[test]
fn links_may_be_members_like_others() {
    assert_eq!(
        text(flat(get("/"))),
        r#"{"items":[{"id":1},{"id":2}],"size":2,"after":null,"note":null,"prev":null,"next":null}"#
    );
}

/// Everything that an envelope is made of.
#[derive(Serialize)]
struct All<R> {
    served: u32,
    size: u32,
    page: Option<u64>,
    offset: Option<u64>,
    total: Option<u64>,
    exact: bool,
    pages: Option<u64>,
    more: bool,
    path: String,
    first: Option<PageLink>,
    prev: Option<PageLink>,
    next: Option<PageLink>,
    last: Option<String>,
    cursors: [Option<String>; 2],
    with: Vec<(String, Box<RawValue>)>,
    rows: R,
}

impl<R> From<PageParts<R>> for All<R> {
    fn from(page: PageParts<R>) -> Self {
        Self {
            served: page.served,
            size: page.size,
            page: page.page,
            offset: page.offset,
            total: page.total,
            exact: page.total_is_exact,
            pages: page.total_pages,
            more: page.has_more,
            path: page.path,
            first: page.first,
            prev: page.prev,
            next: page.next,
            last: page.last.map(String::from),
            cursors: [page.prev_cursor, page.next_cursor],
            with: page.with,
            rows: page.rows,
        }
    }
}

#[paginate(size = 2, envelope = All)]
async fn all_of_a_page() -> Vec<Row> {
    rows(5)
}

#[paginate(style = offset, size = 2, envelope = All)]
async fn all(page: PageRequest) -> PageItems<Row> {
    let _ = page;
    PageItems::new(rows(2)).at_least(9).with("a", &1)
}

#[paginate(style = cursor, size = 2, envelope = All)]
async fn all_by_cursor(page: CursorRequest<Row>) -> PageItems<Row> {
    PageItems::new(page.slice(&rows(5)).cloned().collect()).total(5)
}

#[test]
fn an_envelope_knows_all_of_its_page() {
    assert_eq!(
        text(all_of_a_page(get("/x?page=2"))),
        r#"{"served":2,"size":2,"page":2,"offset":2,"total":5,"exact":true,"pages":3,"more":true,"path":"/x","first":"?page=1","prev":"?page=1","next":"?page=3","last":"?page=3","cursors":[null,null],"with":[],"rows":[{"id":3},{"id":4}]}"#
    );
    assert_eq!(
        text(all_of_a_page(get("/x?page=3"))),
        r#"{"served":1,"size":2,"page":3,"offset":4,"total":5,"exact":true,"pages":3,"more":false,"path":"/x","first":"?page=1","prev":"?page=2","next":null,"last":"?page=3","cursors":[null,null],"with":[],"rows":[{"id":5}]}"#
    );
    assert_eq!(
        text(all(get("/?offset=2"))),
        r#"{"served":2,"size":2,"page":null,"offset":2,"total":9,"exact":false,"pages":null,"more":true,"path":"/","first":"?offset=0","prev":"?offset=0","next":"?offset=4","last":null,"cursors":[null,null],"with":[["a",1]],"rows":[{"id":1},{"id":2}]}"#
    );
}

#[test]
fn an_envelope_knows_the_cursors_of_its_page() {
    let page = |uri: &str| answer(all_by_cursor(get(uri))).ok().json();
    let text_of = |member: &Value| member.as_str().map(str::to_owned);
    let link = |cursor: &Value| cursor.as_str().map(|cursor| format!("?cursor={cursor}"));
    let (mut uri, mut seen) = ("/x".to_owned(), Vec::new());
    loop {
        let page = page(&uri);
        let [prev, next] = [&page["cursors"][0], &page["cursors"][1]];
        assert_eq!(page["first"], "?cursor=");
        assert_eq!(
            (link(prev), link(next)),
            (text_of(&page["prev"]), text_of(&page["next"]))
        );
        assert_eq!(page["more"], next.is_string());
        assert_eq!(
            [&page["page"], &page["offset"], &page["pages"], &page["last"]],
            [&Value::Null; 4]
        );
        seen.push((page["rows"].as_array().map(Vec::len), prev.is_string()));
        let Some(next) = link(next) else { break };
        uri = format!("/x{next}");
    }
    assert_eq!(seen, [(Some(2), false), (Some(2), true), (Some(1), true)]);
}
