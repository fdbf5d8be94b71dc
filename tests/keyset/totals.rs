//! Totals of pages that cursors lead to: counted on request, as those of numbered pages are.

use std::{
    collections::VecDeque,
    hash::Hash,
    io,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
};

use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use velithon::{
    CountKey, CountSource, CursorRequest, CursorSource, Page, PageItems, PageParts, PageRequest, PageSource,
    RequestHead, paginate,
};
use velithon_test_support::{Answer, answer, get};

use crate::rows::{Row, Table, rows};

/// The 60 rows, as a source that counts itself and remembers how often.
#[derive(Clone, Default)]
struct Counted {
    claimed: Option<u64>,
    counts: Arc<AtomicU32>,
}

impl CursorSource for Counted {
    type Item = Row;
    type Error = io::Error;

    async fn rows(&mut self, request: &CursorRequest<Row>) -> io::Result<Vec<Row>> {
        CursorSource::rows(&mut Table(rows()), request).await
    }
}

impl PageSource for Counted {
    type Item = Row;
    type Error = io::Error;

    async fn rows(&mut self, _: PageRequest) -> io::Result<Vec<Row>> {
        Err(io::Error::other("no walk asks for a number"))
    }
}

impl CountSource for Counted {
    async fn count(&mut self, at_most: u64) -> io::Result<u64> {
        self.counts.fetch_add(1, Relaxed);
        match self.claimed {
            Some(u64::MAX) => Err(io::Error::other("no count today")),
            claimed => Ok(claimed.unwrap_or(60).min(at_most)),
        }
    }
}

impl CountKey for Counted {
    fn count_key(&self) -> impl Hash {
        Arc::as_ptr(&self.counts) as usize
    }
}

#[paginate(style = cursor, size = 25, total = exact)]
async fn exact(source: Counted) -> Counted {
    source
}

#[paginate(style = cursor, size = 25, total = capped(30))]
async fn capped(source: Counted) -> Result<Counted, StatusCode> {
    Ok(source)
}

#[paginate(style = cursor, size = 25, total = cached("10m"))]
fn cached_on_a_thread(source: Counted) -> Counted {
    source
}

#[paginate(style = cursor, size = 25, total = none)]
async fn none(source: Counted) -> Counted {
    source
}

#[paginate(style = cursor, size = 25)]
async fn unasked(source: Counted) -> Counted {
    source
}

#[paginate(style = cursor, size = 25, total = exact)]
async fn listed() -> Vec<Row> {
    rows()
}

#[paginate(style = cursor, size = 25, total = capped(30))]
fn listed_on_a_thread() -> Vec<Row> {
    rows()
}

#[paginate(style = cursor, size = 25, total = exact)]
async fn shared() -> Arc<[Row]> {
    rows().into()
}

#[paginate(style = cursor, size = 25, total = exact)]
async fn deque() -> VecDeque<Row> {
    rows().into()
}

#[paginate(style = cursor, size = 25, total = exact, items = none)]
async fn bare() -> Vec<Row> {
    rows()
}

#[derive(Serialize)]
struct Legacy<R> {
    count: Option<u64>,
    whole: bool,
    rows: R,
}

impl<R> From<PageParts<R>> for Legacy<R> {
    fn from(page: PageParts<R>) -> Self {
        Self {
            count: page.total,
            whole: page.total_is_exact,
            rows: page.rows,
        }
    }
}

#[paginate(style = cursor, size = 25, total = exact, envelope = Legacy)]
async fn legacy() -> Vec<Row> {
    rows()
}

#[paginate(style = cursor, size = 25, total = exact, meta = "page", members(total = "count", total_kind = none))]
async fn renamed() -> Vec<Row> {
    rows()
}

/// What a page says of the total.
fn total(page: &Answer) -> Value {
    let page = page.json();
    json!([page["total"], page["total_kind"]])
}

/// The totals of the three pages on the way there, and of those on the way back.
async fn totals(handler: impl AsyncFn(RequestHead) -> Page) -> Vec<Value> {
    let page = async |uri: &str| Answer::from(handler(get(uri)).await.into_http()).ok();
    let mut here = page("/x").await;
    let mut seen = vec![total(&here)];
    for member in ["next_cursor", "prev_cursor"] {
        while let Some(cursor) = here.json()[member].as_str() {
            here = page(&format!("/x?cursor={cursor}")).await;
            seen.push(total(&here));
        }
    }
    seen
}

fn all(total: &Value) -> Vec<Value> {
    vec![total.clone(); 5]
}

#[tokio::test]
async fn every_page_of_a_walk_has_the_total_that_is_asked_for() {
    let source = Counted::default();
    let (whole, least) = (json!([60, "exact"]), json!([30, "at_least"]));
    assert_eq!(
        totals(async |head| exact(head, source.clone()).await).await,
        all(&whole)
    );
    assert_eq!(source.counts.swap(0, Relaxed), 5, "no page proves how many there are");
    let capped = async |head| capped(head, source.clone()).await.expect("a page");
    assert_eq!(totals(capped).await, all(&least));
    source.counts.store(0, Relaxed);
    assert_eq!(
        totals(async |head| cached_on_a_thread(head, source.clone()).await).await,
        all(&whole)
    );
    assert_eq!(source.counts.swap(0, Relaxed), 1, "one count for all pages");
    assert_eq!(totals(listed).await, all(&whole));
    assert_eq!(totals(shared).await, all(&whole));
    assert_eq!(totals(deque).await, all(&whole));
    assert_eq!(totals(listed_on_a_thread).await, all(&least));
}

/// Counted a moment earlier, or wrongly.
#[paginate(style = cursor, size = 25)]
async fn claims(total: u64, page: CursorRequest<Row>) -> PageItems<Row> {
    PageItems::new(page.slice(&rows()).cloned().collect()).total(total)
}

#[test]
fn a_page_that_has_all_rows_is_a_better_count() {
    for claimed in [0, 59, 60, 61] {
        let page = |size: u32| total(&answer(claims(get(&format!("/x?size={size}")), claimed)));
        assert_eq!(page(60), json!([60, "exact"]), "{claimed}");
        assert_eq!(page(61), json!([60, "exact"]), "{claimed}");
        let counted = if claimed < 60 {
            json!([60, "at_least"])
        } else {
            json!([claimed, "exact"])
        };
        assert_eq!(page(59), counted, "{claimed}");
    }
}

#[tokio::test]
async fn nothing_is_counted_that_is_not_asked_for_or_follows_from_the_rows() {
    let source = Counted::default();
    let unasked_for = all(&json!([null, null]));
    assert_eq!(totals(async |head| none(head, source.clone()).await).await, unasked_for);
    assert_eq!(
        totals(async |head| unasked(head, source.clone()).await).await,
        unasked_for
    );
    let only = answer(exact(get("/x?size=60"), source.clone())).ok();
    assert_eq!(total(&only), json!([60, "exact"]));
    assert_eq!(source.counts.load(Relaxed), 0);
}

#[test]
fn a_total_is_never_less_than_the_rows_show() {
    let source = Counted {
        claimed: Some(3),
        ..Counted::default()
    };
    let first = answer(exact(get("/x"), source.clone())).ok();
    assert_eq!(total(&first), json!([26, "at_least"]));
    let next = first.json()["next_cursor"].as_str().expect("a cursor").to_owned();
    let second = answer(exact(get(&format!("/x?size=59&cursor={next}")), source)).ok();
    assert_eq!(total(&second), json!([35, "at_least"]));
}

#[test]
fn a_count_that_fails_is_the_sources_error() {
    let failing = Counted {
        claimed: Some(u64::MAX),
        ..Counted::default()
    };
    answer(exact(get("/x"), failing)).problem(500, "internal-error");
}

#[test]
fn the_total_stands_where_the_others_of_a_page_do() {
    let page = answer(bare(get("/x"))).ok();
    assert_eq!(
        (page.header("x-total"), page.header("x-total-kind")),
        (Some("60"), Some("exact"))
    );
    let page = answer(legacy(get("/x"))).ok().json();
    assert_eq!((&page["count"], &page["whole"]), (&json!(60), &json!(true)));
    let page = answer(renamed(get("/x"))).ok().json();
    assert_eq!(
        (&page["page"]["count"], page["page"].get("total_kind")),
        (&json!(60), None)
    );
}
