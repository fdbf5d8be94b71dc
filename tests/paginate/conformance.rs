//! Over a real socket: what every paginated handler answers, however its rows come.
//!
//! The fixture is 200 integers in pages of 50, and of 100 at most, in each form that a handler can have.

use std::{
    convert::Infallible,
    future::pending,
    hash::Hash,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::{
    Json, Router,
    body::Body,
    extract::{Path, Query, Request, State},
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use futures::{Stream, future::join_all, stream};
use http_body_util::{BodyExt, Full};
use serde::Deserialize;
use tokio::sync::Semaphore;
use velithon::{CountKey, CountSource, PageItems, PageRequest, PageSource, paginate};

use crate::{server::Server, support::Answer};

/// What the handlers saw.
#[derive(Clone, Default)]
struct Seen {
    handled: Arc<AtomicU32>,
    counted: Arc<AtomicU32>,
}

impl Seen {
    fn handle(&self) {
        self.handled.fetch_add(1, Ordering::SeqCst);
    }

    fn counted(&self) -> u32 {
        self.counted.swap(0, Ordering::SeqCst)
    }
}

/// The integers below a bound, counted in the open.
struct Integers {
    below: i64,
    seen: Seen,
}

impl PageSource for Integers {
    type Item = i64;
    type Error = Infallible;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<i64>, Infallible> {
        Ok((page.offset()..self.below.min(page.offset() + page.limit())).collect())
    }
}

impl CountSource for Integers {
    async fn count(&mut self, at_most: u64) -> Result<u64, Infallible> {
        self.seen.counted.fetch_add(1, Ordering::SeqCst);
        Ok(self.below.unsigned_abs().min(at_most))
    }
}

#[paginate(size = 50, max_size = 100)]
async fn rows(State(seen): State<Seen>) -> Vec<u64> {
    seen.handle();
    (0..200).collect()
}

#[paginate(size = 50, max_size = 100)]
async fn source(State(seen): State<Seen>) -> Integers {
    seen.handle();
    Integers { below: 200, seen }
}

#[paginate(size = 50, max_size = 100)]
async fn told(State(seen): State<Seen>, page: PageRequest) -> PageItems<i64> {
    seen.handle();
    let end = 200.min(page.offset() + page.limit());
    PageItems::new((page.offset()..end).collect()).total(200)
}

#[paginate(size = 50, max_size = 100)]
fn blocking_rows(State(seen): State<Seen>) -> Result<Vec<u64>, StatusCode> {
    seen.handle();
    Ok((0..200).collect())
}

#[paginate(size = 50, max_size = 100)]
fn blocking_told(State(seen): State<Seen>, page: PageRequest) -> PageItems<i64> {
    seen.handle();
    let end = 200.min(page.offset() + page.limit());
    PageItems::new((page.offset()..end).collect()).total(200)
}

#[paginate(size = 50, max_size = 100)]
async fn iterator(State(seen): State<Seen>) -> impl Iterator<Item = u64> {
    seen.handle();
    0..200
}

#[paginate(size = 50, max_size = 100)]
async fn streamed(State(seen): State<Seen>) -> impl Stream<Item = u64> {
    seen.handle();
    stream::iter(0..200)
}

#[paginate(style = offset, size = 50, max_size = 100)]
async fn offsets(State(seen): State<Seen>) -> Vec<u64> {
    seen.handle();
    (0..200).collect()
}

#[paginate(style = offset, size = 50, max_size = 100)]
async fn offsets_told(State(seen): State<Seen>, page: PageRequest) -> PageItems<i64> {
    seen.handle();
    let end = 200.min(page.offset() + page.limit());
    PageItems::new((page.offset()..end).collect()).total(200)
}

/// The forms whose pages are alike to the byte.
const TOTALLED: [&str; 5] = ["/rows", "/source", "/told", "/blocking-rows", "/blocking-told"];
/// Those that cannot count.
const UNTOTALLED: [&str; 2] = ["/iterator", "/streamed"];
const OFFSETS: [&str; 2] = ["/offsets", "/offsets-told"];

fn forms() -> Router<Seen> {
    Router::new()
        .route("/rows", get(rows))
        .route("/source", get(source))
        .route("/told", get(told))
        .route("/blocking-rows", get(blocking_rows))
        .route("/blocking-told", get(blocking_told))
        .route("/iterator", get(iterator))
        .route("/streamed", get(streamed))
        .route("/offsets", get(offsets))
        .route("/offsets-told", get(offsets_told))
}

async fn serve() -> (Server, Seen) {
    let seen = Seen::default();
    let server = Server::start(forms().with_state(seen.clone()));
    (server.await, seen)
}

fn every() -> impl Iterator<Item = &'static str> {
    TOTALLED.into_iter().chain(UNTOTALLED)
}

fn integers(range: std::ops::Range<u64>) -> Vec<u64> {
    range.collect()
}

fn relations(page: &Answer) -> Vec<String> {
    page.references().into_keys().collect()
}

/// 1.
#[tokio::test]
async fn a_page_has_the_number_and_the_size_that_were_asked_for() {
    let (server, _) = serve().await;
    for form in TOTALLED {
        let page = server.get(form).await.ok();
        assert_eq!(page.items(), integers(0..50), "{form}");
        assert_eq!(
            page.envelope(),
            r#"{"page":1,"size":50,"total":200,"total_kind":"exact","total_pages":4}"#,
            "{form}"
        );
        let last = server.get(&format!("{form}?page=4")).await.ok();
        assert_eq!((last.items(), last.reference("next")), (integers(150..200), None));
        let second = server.get(&format!("{form}?page=2&size=25")).await.ok();
        assert_eq!(second.items(), integers(25..50));
        let odd = server.get(&format!("{form}?size=31")).await.ok();
        assert_eq!(odd.body["total_pages"], 7);
    }
    for form in UNTOTALLED {
        let page = server.get(form).await.ok();
        assert_eq!(
            (page.items(), page.envelope().as_str()),
            (integers(0..50), r#"{"page":1,"size":50}"#)
        );
        let last = server.get(&format!("{form}?page=4")).await.ok();
        assert_eq!((last.items(), last.reference("next")), (integers(150..200), None));
        let second = server.get(&format!("{form}?page=2&size=25")).await.ok();
        assert_eq!(second.items(), integers(25..50));
    }
}

/// 2.
#[tokio::test]
async fn past_the_end_is_an_empty_page_that_leads_back() {
    let (server, _) = serve().await;
    for form in every() {
        let past = server.get(&format!("{form}?page=5")).await.ok();
        assert_eq!(past.items(), [0; 0], "{form}");
        assert_eq!(past.reference("prev").as_deref(), Some("?page=4"), "{form}");
        assert_eq!(past.reference("next"), None, "{form}");
        let total = TOTALLED.contains(&form).then(|| 200.into());
        assert_eq!(past.body.get("total"), total.as_ref(), "{form}");
    }
}

/// 3.
#[tokio::test]
async fn what_is_no_number_is_refused_by_name() {
    let (server, seen) = serve().await;
    let pages = ["0", "-1", "abc", "1.0", "1e1", "+2", "%202"].map(|value| ("page", value));
    let sizes = ["0", "-3", "seven", "18446744073709551616"].map(|value| ("size", value));
    for form in every() {
        for (name, value) in pages.into_iter().chain(sizes) {
            let answer = server.get(&format!("{form}?{name}={value}")).await;
            assert_eq!(answer.problem("invalid-parameter")["parameter"], name, "{form} {value}");
        }
    }
    assert_eq!(seen.handled.load(Ordering::SeqCst), 0, "no handler runs");
}

/// 4.
#[tokio::test]
async fn a_size_above_the_maximum_is_clamped_or_refused() {
    #[paginate(size = 50, max_size = 100, over_max = reject)]
    async fn rejecting(page: PageRequest) -> PageItems<i64> {
        PageItems::new((0..page.limit()).collect())
    }

    let (server, _) = serve().await;
    for form in TOTALLED {
        let page = server.get(&format!("{form}?size=1000")).await.ok();
        assert_eq!((page.items().len(), &page.body["size"]), (100, &100.into()), "{form}");
        let link = page.link.unwrap();
        assert_eq!(
            (link.matches("size=100&").count(), link.matches("size=").count()),
            (3, 3),
            "{link}"
        );
    }
    let server = Server::start(Router::new().route("/", get(rejecting))).await;
    let problem = server.get("/?size=1000").await.problem("size-too-large");
    assert_eq!(
        (&problem["parameter"], &problem["maximum"]),
        (&"size".into(), &100.into())
    );
    assert_eq!(server.get("/?size=100").await.ok().items().len(), 100);
}

/// 5.
#[tokio::test]
async fn too_deep_is_refused_before_the_handler_and_no_link_leads_there() {
    #[paginate(style = offset, size = 50, max_offset = 1000)]
    async fn shallow() -> Vec<u64> {
        (0..2000).collect()
    }

    let (server, seen) = serve().await;
    for form in every() {
        let answer = server.get(&format!("{form}?page=9223372036854775807&size=100")).await;
        answer.problem("offset-too-deep");
    }
    assert_eq!(seen.handled.load(Ordering::SeqCst), 0, "no handler runs");

    let server = Server::start(Router::new().route("/", get(shallow))).await;
    let problem = server.get("/?offset=1001").await.problem("offset-too-deep");
    assert_eq!(
        (&problem["parameter"], &problem["maximum"]),
        (&"offset".into(), &1000.into())
    );
    assert!(problem["detail"].as_str().unwrap().contains("cursor"));
    let (walked, last) = server.walk("/", "next").await;
    assert_eq!((walked.concat(), last.as_str()), (integers(0..1050), "/?offset=1000"));
    assert_eq!(
        relations(&server.get("/").await),
        ["first", "next"],
        "not to the last page either"
    );
}

/// 6.
#[tokio::test]
async fn empty_parameters_are_absent_ones_doubled_ones_are_refused_and_others_are_kept() {
    let (server, _) = serve().await;
    for form in every() {
        assert_eq!(
            server.get(&format!("{form}?page=&size=")).await.ok().items(),
            integers(0..50)
        );
        let problem = server
            .get(&format!("{form}?page=1&page=2"))
            .await
            .problem("duplicate-parameter");
        assert_eq!(problem["parameter"], "page");
        let page = server.get(&format!("{form}?unknown=-1&page=2&cursor=x")).await.ok();
        assert_eq!(page.items(), integers(50..100));
        assert_eq!(page.reference("next").as_deref(), Some("?unknown=-1&page=3&cursor=x"));
    }
}

/// 7.
#[tokio::test]
async fn offsets_count_rows() {
    let (server, _) = serve().await;
    for form in OFFSETS {
        let page = server.get(&format!("{form}?limit=30&offset=50")).await.ok();
        assert_eq!(page.items(), integers(50..80));
        assert_eq!(
            page.envelope(),
            r#"{"limit":30,"offset":50,"total":200,"total_kind":"exact"}"#
        );
        let expected = [("first", 0), ("last", 170), ("next", 80), ("prev", 20)];
        let expected = expected.map(|(name, row)| (name.to_owned(), format!("?limit=30&offset={row}")));
        assert_eq!(page.references(), expected.into(), "{form}");
        let near = server.get(&format!("{form}?limit=10&offset=5")).await.ok();
        assert_eq!(near.reference("prev").as_deref(), Some("?limit=10&offset=0"));
        assert_eq!(
            server.get(&format!("{form}?offset=150")).await.ok().reference("next"),
            None
        );
        let problem = server
            .get(&format!("{form}?offset=-1"))
            .await
            .problem("invalid-parameter");
        assert_eq!(problem["parameter"], "offset");
    }
}

/// As many rows as the path says.
mod of_length {
    use axum::extract::{Path, State};
    use velithon::{PageItems, PageRequest, paginate};

    use super::{Integers, Seen};

    #[paginate(size = 50, max_size = 100)]
    pub(super) async fn source(Path(below): Path<i64>, State(seen): State<Seen>) -> Integers {
        Integers { below, seen }
    }

    #[paginate(size = 50, max_size = 100)]
    pub(super) async fn rows(Path(below): Path<i64>) -> Vec<i64> {
        (0..below).collect()
    }

    #[paginate(size = 50, max_size = 100)]
    pub(super) async fn told(Path(below): Path<i64>, page: PageRequest) -> PageItems<i64> {
        let end = below.min(page.offset() + page.limit());
        PageItems::new((page.offset()..end).collect()).total(below)
    }

    #[paginate(size = 50, max_size = 100)]
    pub(super) async fn iterator(Path(below): Path<i64>) -> impl Iterator<Item = i64> {
        0..below
    }

    #[paginate(size = 50, max_size = 100, total = none)]
    pub(super) async fn untotalled(Path(below): Path<i64>, State(seen): State<Seen>) -> Integers {
        Integers { below, seen }
    }

    #[paginate(size = 50, max_size = 100, total = capped(100))]
    pub(super) async fn capped(Path(below): Path<i64>, State(seen): State<Seen>) -> Integers {
        Integers { below, seen }
    }

    #[paginate(size = 50, max_size = 100, max_offset = none)]
    pub(super) async fn deep(Path(below): Path<i64>, State(seen): State<Seen>) -> Integers {
        Integers { below, seen }
    }
}

async fn serve_lengths() -> (Server, Seen) {
    let seen = Seen::default();
    let app = Router::new()
        .route("/source/{below}", get(of_length::source))
        .route("/rows/{below}", get(of_length::rows))
        .route("/told/{below}", get(of_length::told))
        .route("/iterator/{below}", get(of_length::iterator))
        .route("/untotalled/{below}", get(of_length::untotalled))
        .route("/capped/{below}", get(of_length::capped))
        .route("/deep/{below}", get(of_length::deep))
        .with_state(seen.clone());
    (Server::start(app).await, seen)
}

/// 8.
#[tokio::test]
async fn nothing_is_an_empty_page_and_one_row_more_than_a_page_has_a_next() {
    let (server, _) = serve_lengths().await;
    for form in ["source", "rows", "told"] {
        let page = server.get(&format!("/{form}/0")).await.ok();
        assert_eq!(
            page.response.body(),
            r#"{"items":[],"page":1,"size":50,"total":0,"total_kind":"exact","total_pages":0}"#
        );
        assert_eq!(relations(&page), ["first"], "{form}");
    }
    for form in ["source", "rows", "told", "iterator", "untotalled", "capped"] {
        assert_eq!(
            server.get(&format!("/{form}/50")).await.ok().reference("next"),
            None,
            "{form}"
        );
        let next = server.get(&format!("/{form}/51")).await.ok().reference("next");
        assert_eq!(next.as_deref(), Some("?page=2"), "{form}");
        assert_eq!(
            server.get(&format!("/{form}/51?page=2")).await.ok().items(),
            [50],
            "{form}"
        );
    }
}

/// 9.
#[tokio::test]
async fn the_count_runs_once_and_only_where_the_rows_do_not_tell() {
    let (server, seen) = serve_lengths().await;
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
        let page = server.get(target).await.ok();
        assert!(page.body["total"].is_u64());
        assert_eq!(seen.counted(), counted, "{target}");
    }
    let page = server.get("/untotalled/200?page=3").await.ok();
    assert_eq!(
        (relations(&page), seen.counted()),
        (vec!["first".into(), "next".into(), "prev".into()], 0)
    );
    assert_eq!(page.envelope(), r#"{"page":3,"size":50}"#);
    let (walked, _) = server.walk("/untotalled/200", "next").await;
    assert_eq!(walked.concat(), integers(0..200));
    let page = server.get("/capped/200").await.ok();
    assert_eq!(
        (&page.body["total"], &page.body["total_kind"]),
        (&100.into(), &"at_least".into())
    );
    assert_eq!((seen.counted(), page.reference("last")), (1, None));
}

/// 9: a count that begins, but does not end before all requests have read their rows.
struct Shared {
    integers: Integers,
    read: Arc<Semaphore>,
}

impl PageSource for Shared {
    type Item = i64;
    type Error = Infallible;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<i64>, Infallible> {
        self.read.add_permits(1);
        self.integers.rows(page).await
    }
}

impl CountSource for Shared {
    async fn count(&mut self, at_most: u64) -> Result<u64, Infallible> {
        let _all = self.read.acquire_many(8).await.unwrap();
        self.integers.count(at_most).await
    }
}

impl CountKey for Shared {
    fn count_key(&self) -> impl Hash {
        "over a socket"
    }
}

/// 9.
#[tokio::test]
async fn eight_cold_requests_run_one_count() {
    #[paginate(size = 50, max_size = 100, total = cached("10m"))]
    async fn cached(State((seen, read)): State<(Seen, Arc<Semaphore>)>) -> Shared {
        let integers = Integers { below: 200, seen };
        Shared { integers, read }
    }

    let seen = Seen::default();
    let state = (seen.clone(), Arc::new(Semaphore::new(0)));
    let server = Server::start(Router::new().route("/", get(cached)).with_state(state)).await;
    for page in join_all((0..8).map(|_| server.get("/?page=2"))).await {
        assert_eq!(page.ok().body["total"], 200);
    }
    assert_eq!(seen.counted(), 1);
}

/// 10.
#[tokio::test]
async fn large_totals_are_exact() {
    let (server, _) = serve_lengths().await;
    for rows in [(1_u64 << 24) + 1, (1 << 32) + 1, (1 << 53) + 1] {
        let page = server.get(&format!("/deep/{rows}?size=1")).await.ok();
        assert_eq!(
            (&page.body["total"], &page.body["total_pages"]),
            (&rows.into(), &rows.into())
        );
        let last = page
            .target(&server.url(&format!("/deep/{rows}?size=1")), "last")
            .unwrap();
        let last = server.get(&server.own(&last)).await.ok();
        assert_eq!((last.items(), last.reference("next")), (vec![rows - 1], None));
    }
}

/// 11.
#[tokio::test]
async fn every_other_pair_is_kept_byte_for_byte() {
    let (server, _) = serve().await;
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
            let page = server.get(&format!("{form}?{query}")).await.ok();
            let link = page.link.unwrap();
            assert!(
                link.contains(&format!(r#"{next}; rel="next""#)),
                "{form} {query}: {link}"
            );
        }
    }
}

/// Takes requests for `/behind/…` to another server, as `/…`.
async fn proxy(State(server): State<SocketAddr>, mut request: Request) -> Response {
    let target = request.uri().path_and_query().unwrap().as_str();
    *request.uri_mut() = target.strip_prefix("/behind").unwrap().parse().unwrap();
    let (head, body) = request.into_parts();
    let body = Full::new(body.collect().await.unwrap().to_bytes());
    let answer = Server { address: server }.send(Request::from_parts(head, body)).await;
    answer.response.map(Body::from)
}

/// 12, 13.
#[tokio::test]
async fn links_lead_over_every_item_once_under_any_prefix() {
    let nested = Router::new().nest("/api", Router::new().nest("/v1/{tenant}", forms()));
    let server = Server::start(forms().merge(nested).with_state(Seen::default())).await;
    let behind = Router::new()
        .route("/behind/{*path}", get(proxy))
        .with_state(server.address);
    let behind = Server::start(behind).await;
    for form in every() {
        for size in [7, 50, 100] {
            let start = format!("{form}?tag=a%20b&size={size}");
            assert_eq!(server.walk_there_and_back(&start).await, integers(0..200), "{start}");
        }
        let nested = format!("/api/v1/acme{form}?size=99");
        assert_eq!(server.walk_there_and_back(&nested).await, integers(0..200), "{nested}");
        let proxied = format!("/behind/api/v1/acme{form}?size=99");
        assert_eq!(
            behind.walk_there_and_back(&proxied).await,
            integers(0..200),
            "{proxied}"
        );
    }
    for form in OFFSETS {
        for limit in [7, 50, 100] {
            let start = format!("/api/v1/acme{form}?limit={limit}");
            assert_eq!(server.walk_there_and_back(&start).await, integers(0..200), "{start}");
        }
    }
    // The last page by its own link is the one that a walk ends at.
    for form in TOTALLED {
        let start = format!("{form}?size=30");
        let last = server.get(&start).await.target(&server.url(&start), "last").unwrap();
        assert_eq!(server.own(&last), server.walk(&start, "next").await.1);
    }
}

/// 12.
#[tokio::test]
async fn no_request_makes_a_link_name_another_host() {
    #[paginate(size = 50, max_size = 100, links = both)]
    async fn anywhere() -> Vec<u64> {
        (0..200).collect()
    }

    let server = Server::start(Router::new().fallback(anywhere)).await;
    for target in [
        "//evil/x",
        "//evil/x?page=2",
        "/x?next=//evil/",
        "/x?a=%3E,%3Chttp://evil/%3E",
        "/%2F/evil/x",
    ] {
        let page = server.get(target).await.ok();
        assert_eq!(page.items().len(), 50);
        for (_, link) in page.links(&server.url(target)) {
            server.own(&link);
        }
        let url = url::Url::parse(&server.url(target)).unwrap();
        for link in page.body["links"]
            .as_object()
            .unwrap()
            .values()
            .filter_map(|link| link.as_str())
        {
            server.own(&url.join(link).unwrap());
        }
    }
    let plain = server.get("/x?page=2").await.ok();
    let forwarded = Request::get("/x?page=2")
        .header("x-forwarded-host", "evil")
        .header("x-forwarded-proto", "https")
        .header("x-forwarded-prefix", "//evil")
        .header("forwarded", "host=evil;proto=https")
        .header(header::HOST, "evil");
    let absolute = Request::get("http://evil/x?page=2");
    for request in [forwarded, absolute] {
        let page = server.send(request.body(Full::default()).unwrap()).await.ok();
        assert_eq!((page.link, page.body), (plain.link.clone(), plain.body.clone()));
    }
}

/// 13.
#[tokio::test]
async fn the_header_names_each_relation_once_in_order() {
    let (server, _) = serve().await;
    let page = server.get("/rows?page=2&size=50").await.ok();
    let expected = r#"<?page=1&size=50>; rel="first", <?page=1&size=50>; rel="prev", <?page=3&size=50>; rel="next", <?page=4&size=50>; rel="last""#;
    assert_eq!(page.link.as_deref(), Some(expected));
    let relations: Vec<_> = page
        .links(&server.url("/rows"))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(relations, ["first", "prev", "next", "last"]);
}

#[derive(Deserialize)]
struct Filter {
    from: u64,
}

struct Refused(&'static str);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (StatusCode::IM_A_TEAPOT, self.0).into_response()
    }
}

impl From<std::num::ParseIntError> for Refused {
    fn from(_: std::num::ParseIntError) -> Self {
        Self("no number")
    }
}

/// Extractors of every kind, the one that takes the body last.
#[paginate(size = 50, max_size = 100)]
async fn searched(
    method: Method,
    Path((tenant, to)): Path<(String, String)>,
    State(Seen { handled, .. }): State<Seen>,
    Query(query): Query<Vec<(String, String)>>,
    #[cfg(not(test))] nowhere: Nowhere,
    #[cfg(test)] request: http::HeaderMap,
    Json(Filter { mut from }): Json<Filter>,
) -> Result<Vec<u64>, Refused> {
    handled.fetch_add(1, Ordering::SeqCst);
    if (method, tenant.as_str(), query.len(), request.contains_key("host")) != (Method::POST, "acme", 1, true) {
        return Err(Refused("an extractor is wrong"));
    }
    from += 1;
    let to: u64 = to.parse()?;
    Ok((from..to).collect())
}

/// The same with a handle in the middle, which stands anywhere.
#[paginate(size = 50, max_size = 100)]
async fn searched_and_told(
    Path((_, to)): Path<(String, String)>,
    page: PageRequest,
    request: Request,
) -> Result<PageItems<i64>, Refused> {
    let path = request.uri().path().to_owned();
    let body = request.into_body().collect().await.map_err(|_| Refused("no body"))?;
    if !path.starts_with("/told/acme/") || body.to_bytes().is_empty() {
        return Err(Refused("an extractor is wrong"));
    }
    let to: i64 = to.parse()?;
    let first = page.offset() + 11;
    Ok(PageItems::new((first..to.min(first + page.limit())).collect()).total(to - 11))
}

/// 23.
#[tokio::test]
async fn extractors_see_the_request_and_the_body() {
    let app = Router::new()
        .route("/returned/{tenant}/{to}", post(searched))
        .route("/told/{tenant}/{to}", post(searched_and_told))
        .with_state(Seen::default());
    let server = Server::start(app).await;
    let send = async |target: &str, body: &'static str| {
        let request = Request::post(target).header(header::CONTENT_TYPE, "application/json");
        server.send(request.body(Full::from(body)).unwrap()).await
    };
    for form in ["returned", "told"] {
        let page = send(&format!("/{form}/acme/100?page=2"), r#"{"from":10}"#).await.ok();
        assert_eq!(
            (page.items(), &page.body["total"]),
            (integers(61..100), &89.into()),
            "{form}"
        );
        let refused = send(&format!("/{form}/acme/x?page=2"), r#"{"from":10}"#).await;
        assert_eq!(
            (refused.status, refused.response.body().as_ref()),
            (StatusCode::IM_A_TEAPOT, &b"no number"[..])
        );
        assert_eq!(refused.link, None, "a handler's error has no links");
        send(&format!("/{form}/acme/100?page=0"), r#"{"from":10}"#)
            .await
            .problem("invalid-parameter");
    }
    // What an extractor refuses is axum's own answer, as ever.
    assert_eq!(
        send("/returned/acme/100?page=2", "[").await.status,
        StatusCode::BAD_REQUEST
    );
}

/// A request that is given up half-way.
#[tokio::test]
async fn a_client_that_goes_away_drops_an_async_handler() {
    struct Falls(Arc<Semaphore>);

    impl Drop for Falls {
        fn drop(&mut self) {
            self.0.add_permits(1);
        }
    }

    #[paginate]
    async fn endless(State((started, fallen)): State<(Arc<Semaphore>, Arc<Semaphore>)>) -> Vec<u64> {
        let _guard = Falls(fallen);
        started.add_permits(1);
        pending().await
    }

    let (started, fallen) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let state = (started.clone(), fallen.clone());
    let server = Server::start(Router::new().route("/", get(endless)).with_state(state)).await;
    let mut socket = tokio::net::TcpStream::connect(server.address).await.unwrap();
    tokio::io::AsyncWriteExt::write_all(&mut socket, b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    let _ = started.acquire().await.unwrap();
    assert_eq!(fallen.available_permits(), 0);
    drop(socket);
    let _ = fallen.acquire().await.unwrap();
}
