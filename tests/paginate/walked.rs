//! `testing::walk` over numbered pages, as a user's test walks them.

use axum::{
    Router,
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    routing::get,
};
use serde_json::json;
use velithon::{PageItems, PageRequest, RequestHead, paginate, testing};

#[paginate(size = 5, max_size = 7)]
async fn pages() -> Vec<u32> {
    (0..23).collect()
}

#[paginate(style = offset, items = none)]
async fn offsets() -> Vec<u32> {
    (0..23).collect()
}

#[paginate(page = "p", size = "n", items = "rows", total = none)]
async fn renamed() -> impl Iterator<Item = serde_json::Value> {
    (0..23).map(|id| json!({ "id": id }))
}

/// It loses a row at each border of pages of more than two rows.
#[paginate]
async fn lossy(page: PageRequest) -> PageItems<u32> {
    let gap = i64::from(page.size() > 2 && page.offset() > 0);
    let rows = (0..23).skip(usize::try_from(page.offset() + gap).unwrap_or(0));
    PageItems::new(rows.take(usize::try_from(page.limit()).unwrap_or(0)).collect())
}

#[paginate]
async fn miscounted(page: PageRequest) -> PageItems<u32> {
    let rows = (0..23).skip(usize::try_from(page.offset()).unwrap_or(0));
    PageItems::new(rows.take(usize::try_from(page.limit()).unwrap_or(0)).collect()).total(40)
}

/// Whoever has the token.
struct Admin;

impl<S: Sync> FromRequestParts<S> for Admin {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let token = parts.headers.get("authorization").ok_or(StatusCode::UNAUTHORIZED)?;
        (token == "Bearer t").then_some(Self).ok_or(StatusCode::FORBIDDEN)
    }
}

#[paginate]
async fn of_admins(_: Admin) -> Vec<u32> {
    (0..23).collect()
}

fn all() -> Vec<u32> {
    (0..23).collect()
}

#[tokio::test]
async fn numbered_pages_have_every_row_once() {
    testing::walk(pages, "/x?q=a")
        .pages()
        .expect(&all())
        .await
        .expect("every row");
    testing::walk(offsets, "/x")
        .offsets()
        .expect(&all())
        .await
        .expect("every row");
    let walk = testing::walk(renamed, "/x")
        .pages()
        .parameters("p", "n")
        .items("rows")
        .by("id");
    walk.expect(&all()).await.expect("every row");
}

#[tokio::test]
async fn what_is_wrong_with_numbered_pages_is_named() {
    let fault = |fault: Result<(), testing::WalkFault>| fault.expect_err("a fault").to_string();
    let lost = testing::walk(lossy, "/x").pages().expect(&all()).await;
    assert_eq!(fault(lost), "numbered pages of 3: row 3 is lost: 3");
    let uncounted = || {
        let walk = testing::walk(renamed, "/x").pages().parameters("p", "n").items("rows");
        walk.by("id").sizes([5])
    };
    let rows: Vec<u32> = (0..24).collect();
    let short = uncounted().expect(&rows).await;
    assert_eq!(
        fault(short),
        "numbered pages of 5: `/x?p=5&n=5` has 3 rows instead of 4"
    );
    let more = uncounted().expect(&rows[..22]).await;
    assert_eq!(
        fault(more),
        "numbered pages of 5: row 22 is none of the expected ones: 22"
    );
    let total = testing::walk(miscounted, "/x").pages().sizes([5]).expect(&all()).await;
    assert_eq!(
        fault(total),
        "numbered pages of 5: `/x?page=1&size=5` has a wrong total: 40"
    );
}

#[tokio::test]
async fn headers_reach_a_router() {
    let app = Router::new().route("/x", get(of_admins));
    let walk = testing::walk(app.clone(), "/x")
        .pages()
        .header("authorization", "Bearer t");
    walk.expect(&all()).await.expect("every row");
    let fault = testing::walk(app, "/x")
        .pages()
        .expect(&all())
        .await
        .expect_err("no token");
    assert!(fault.to_string().contains("answers 401"), "{fault}");
}

#[tokio::test]
async fn no_rows_are_one_empty_page() {
    #[paginate]
    async fn empty() -> Vec<u32> {
        Vec::new()
    }

    let handler = |head: RequestHead| empty(head);
    testing::walk(handler, "/x")
        .pages()
        .expect::<u32>(&[])
        .await
        .expect("no row");
}
