//! Handlers that are told which rows to return.

use std::sync::atomic::{AtomicU32, Ordering};

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use futures::executor::block_on;
use velithon::{Page, PageItems, PageRequest, paginate};
use velithon_test_support::{answer, get};

/// Reads rows as a database does.
fn select(rows: i64, page: PageRequest) -> Vec<i64> {
    (page.offset()..rows.min(page.offset() + page.limit())).collect()
}

#[paginate(size = 50, max_size = 100)]
async fn plain(rows: i64, page: PageRequest) -> PageItems<i64> {
    PageItems::new(select(rows, page)).total(rows)
}

#[paginate(size = 50, max_size = 100)]
async fn untotalled(rows: i64, page: PageRequest) -> PageItems<i64> {
    PageItems::new(select(rows, page))
}

#[paginate(size = 50, max_size = 100)]
async fn at_least(rows: i64, page: PageRequest) -> PageItems<i64> {
    PageItems::new(select(rows, page)).at_least(120)
}

#[paginate(size = 50, max_size = 100)]
async fn claims(total: i64, page: PageRequest) -> PageItems<i64> {
    PageItems::new(select(200, page)).total(total)
}

#[paginate(size = 50, max_size = 100)]
async fn no_extra(rows: i64, page: PageRequest) -> PageItems<i64> {
    let mut items = select(rows, page);
    items.truncate(page.size() as usize);
    PageItems::new(items).total(rows)
}

#[derive(Debug, PartialEq)]
enum AppError {
    Parse,
    Teapot,
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        StatusCode::IM_A_TEAPOT.into_response()
    }
}

impl From<std::num::ParseIntError> for AppError {
    fn from(_: std::num::ParseIntError) -> Self {
        Self::Parse
    }
}

type AppResult<T> = Result<T, AppError>;

#[paginate(size = 50, max_size = 100)]
async fn failing(rows: &'static str, page: PageRequest) -> AppResult<PageItems<i64>> {
    if rows == "teapot" {
        return Err(AppError::Teapot);
    }
    let rows = rows.parse::<i64>()?;
    Ok(PageItems::new(select(rows, page)).total(rows))
}

#[test]
fn a_request_knows_the_number_of_its_page() {
    #[paginate(size = 50, max_size = 100)]
    async fn by_number(page: PageRequest) -> PageItems<u64> {
        PageItems::new(vec![page.page()])
    }
    #[paginate(style = offset, size = 50, max_size = 100)]
    async fn by_offset(page: PageRequest) -> PageItems<u64> {
        PageItems::new(vec![page.page()])
    }

    for (query, number) in [("", 1), ("?page=2", 2), ("?page=7&size=30", 7)] {
        assert_eq!(
            answer(by_number(get(&format!("/x{query}")))).items(),
            [number],
            "{query}"
        );
    }
    for (query, number) in [
        ("", 1),
        ("?offset=49", 1),
        ("?offset=50", 2),
        ("?offset=200&limit=30", 7),
    ] {
        assert_eq!(
            answer(by_offset(get(&format!("/x{query}")))).items(),
            [number],
            "{query}"
        );
    }
}

#[test]
fn rows_become_others_with_the_same_total_and_the_same_end() {
    #[paginate(size = 50, max_size = 100)]
    async fn mapped(page: PageRequest) -> PageItems<i64> {
        PageItems::new(select(200, page)).total(200).map(|row| row * 10)
    }

    let (page, plain) = (answer(mapped(get("/x?page=2"))), answer(plain(get("/x?page=2"), 200)));
    assert_eq!(page.items(), (50..100).map(|row| row * 10).collect::<Vec<_>>());
    assert_eq!(page.envelope(), plain.envelope());
    assert_eq!(page.references(), plain.references());
}

#[test]
fn a_page_can_be_looked_at_and_added_to() {
    let mut page = block_on(plain(get("/x?page=4"), 200));
    assert_eq!(page.status(), StatusCode::OK);
    assert_eq!(page.headers()["content-type"], "application/json");
    assert!(page.body().starts_with(b"{\"items\":[150,151,"));
    page.headers_mut().insert("x-more", "1".parse().unwrap());
    assert_eq!(page.headers()["x-more"], "1");
    assert_eq!(page.into_http().headers()["x-more"], "1");
}

#[test]
fn the_extra_row_is_cut_off_and_tells_of_the_next_page() {
    let page = answer(plain(get("/x?page=2"), 200)).ok();
    assert_eq!(page.items(), (50..100).collect::<Vec<_>>());
    assert_eq!(
        page.envelope(),
        r#"{"page":2,"size":50,"total":200,"total_kind":"exact","total_pages":4}"#
    );
    assert_eq!(page.references().len(), 4);
    let page = answer(untotalled(get("/x?page=2"), 101)).ok();
    assert_eq!(
        (page.envelope().as_str(), page.reference("next").is_some()),
        (r#"{"page":2,"size":50}"#, true)
    );
    assert_eq!(answer(untotalled(get("/x?page=2"), 100)).ok().reference("next"), None);
}

#[test]
fn a_total_of_its_own_is_stated_but_never_less_than_the_rows_show() {
    let page = answer(at_least(get("/x"), 200)).ok();
    assert_eq!(
        (&page.json()["total"], &page.json()["total_kind"]),
        (&120.into(), &"at_least".into())
    );
    for total in [-1, 0, 100] {
        let page = answer(claims(get("/x?page=2"), total)).ok();
        assert_eq!(
            (&page.json()["total"], &page.json()["total_kind"]),
            (&101.into(), &"at_least".into()),
            "{total}"
        );
    }
    let past = answer(plain(get("/x?page=9"), 200)).ok();
    assert_eq!(past.reference("prev").as_deref(), Some("?page=4"));
}

#[test]
fn a_handler_that_reads_no_extra_row_has_a_next_page_by_its_total() {
    assert!(answer(no_extra(get("/x?page=3"), 200)).ok().reference("next").is_some());
    assert_eq!(answer(no_extra(get("/x?page=4"), 200)).ok().reference("next"), None);
    assert_eq!(answer(no_extra(get("/x?page=4"), 180)).ok().reference("next"), None);
}

#[test]
fn a_handlers_error_is_its_own() {
    let run = |rows| block_on(failing(get("/x"), rows));
    assert_eq!(run("teapot").unwrap_err(), AppError::Teapot);
    assert_eq!(run("x").unwrap_err(), AppError::Parse);
    assert_eq!(run("3").unwrap().status(), 200);
    let refused: AppResult<Page> = block_on(failing(get("/x?page=0"), "teapot"));
    assert_eq!(refused.unwrap().status(), 400);
}

#[test]
fn bad_input_never_reaches_the_handler() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    #[paginate(size = 50, max_size = 100)]
    async fn counting(_: PageRequest) -> PageItems<i64> {
        RUNS.fetch_add(1, Ordering::Relaxed);
        PageItems::new(vec![])
    }

    for query in ["page=0", "size=x", "page=1&page=1", "page=2000"] {
        assert_eq!(answer(counting(get(&format!("/x?{query}")))).status(), 400, "{query}");
    }
    assert_eq!(RUNS.load(Ordering::Relaxed), 0);
    answer(counting(get("/x?page=1001"))).ok();
    assert_eq!(RUNS.load(Ordering::Relaxed), 1);
}

#[test]
fn rows_that_end_win_over_a_stated_total() {
    #[paginate(size = 10)]
    async fn three(_page: PageRequest) -> PageItems<u64> {
        PageItems::new(vec![1, 2, 3]).total(200)
    }

    assert_eq!(
        answer(three(get("/x"))).ok().envelope(),
        r#"{"page":1,"size":10,"total":3,"total_kind":"exact","total_pages":1}"#
    );
}
