//! Rows that become something else before they are sent: one by one, or the whole page with its children.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Serialize;
use sqlx::{FromRow, Sqlite, SqlitePool, sqlite::SqlitePoolOptions};
use velithon::{
    Keyset, Page, paginate,
    sql::{self, Mapped, OrderBy, SqlSource},
    testing,
};
use velithon_test_support::get;

/// A row that is never sent itself.
#[derive(FromRow, Keyset)]
#[keyset(sort = "newest", placed desc, id desc)]
struct Order {
    #[keyset(unique)]
    id: i64,
    placed: i64,
}

#[derive(Serialize)]
struct OrderView {
    number: i64,
    items: Vec<String>,
}

#[derive(Debug)]
enum AppError {
    Database,
    Odd(i64),
}

impl From<sqlx::Error> for AppError {
    fn from(_: sqlx::Error) -> Self {
        Self::Database
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for AppError {}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

async fn database() -> SqlitePool {
    let pool = SqlitePoolOptions::new().max_connections(1);
    let db = pool.connect("sqlite::memory:").await.expect("a database");
    let script = "CREATE TABLE orders (id INTEGER PRIMARY KEY, placed INTEGER NOT NULL);
        CREATE TABLE items (order_id INTEGER NOT NULL, name TEXT NOT NULL);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 23)
        INSERT INTO orders SELECT i, i / 3 FROM n;
        INSERT INTO items SELECT id, 'item ' || id FROM orders WHERE id % 2 = 0";
    sqlx::raw_sql(script).execute(&db).await.expect("tables");
    db
}

fn orders(db: &SqlitePool) -> SqlSource<Sqlite, Order> {
    sql::select("SELECT * FROM orders").on(db)
}

/// Each order with its items, by one query for a page.
fn with_items(db: SqlitePool, queries: Arc<AtomicUsize>) -> Mapped<SqlSource<Sqlite, Order>, OrderView> {
    orders(&db).map_page(move |orders: Vec<Order>| {
        let (db, queries) = (db.clone(), Arc::clone(&queries));
        async move {
            queries.fetch_add(1, Relaxed);
            let ids: Vec<_> = orders.iter().map(|order| order.id).collect();
            let sql = "SELECT order_id, name FROM items WHERE order_id IN (SELECT value FROM json_each($1))";
            let ids = serde_json::to_string(&ids).expect("JSON");
            let items: Vec<(i64, String)> = sqlx::query_as(sql).bind(ids).fetch_all(&db).await?;
            let view = |order: Order| OrderView {
                number: order.id,
                items: items
                    .iter()
                    .filter(|item| item.0 == order.id)
                    .map(|item| item.1.clone())
                    .collect(),
            };
            Ok(orders.into_iter().map(view).collect())
        }
    })
}

#[paginate(style = cursor, size = 4, total = cached("1m"))]
async fn walked_and_counted(db: SqlitePool, queries: Arc<AtomicUsize>) -> Mapped<SqlSource<Sqlite, Order>, OrderView> {
    with_items(db, queries)
}

#[paginate(style = cursor)]
async fn walked(db: SqlitePool, queries: Arc<AtomicUsize>) -> Mapped<SqlSource<Sqlite, Order>, OrderView> {
    with_items(db, queries)
}

#[paginate(size = 4)]
async fn numbered(db: SqlitePool, queries: Arc<AtomicUsize>) -> Mapped<SqlSource<Sqlite, Order>, OrderView> {
    with_items(db, queries)
}

#[paginate(size = 4, total = cached("1m"))]
async fn names(db: SqlitePool) -> Mapped<SqlSource<Sqlite, (i64, i64), OrderBy>, String> {
    let source = sql::select("SELECT * FROM orders").order_by("id").on(db);
    source.map(|(id, placed): (i64, i64)| format!("{id} of {placed}"))
}

#[paginate(style = cursor, size = 4)]
async fn even(db: SqlitePool) -> Result<Mapped<SqlSource<Sqlite, Order>, i64, AppError>, AppError> {
    let even = |order: Order| (order.id % 2 == 0).then_some(order.id).ok_or(AppError::Odd(order.id));
    Ok(orders(&db).try_map(even))
}

#[paginate]
async fn fewer(db: SqlitePool) -> Result<Mapped<SqlSource<Sqlite, Order>, i64, AppError>, AppError> {
    Ok(orders(&db).map_page(|_| async { Ok(vec![1]) }))
}

fn text(page: &Page) -> &str {
    assert_eq!(page.status(), 200);
    std::str::from_utf8(page.body()).expect("JSON")
}

#[tokio::test]
async fn a_walk_of_mapped_rows_loses_none() {
    let db = database().await;
    let queries = Arc::default();
    let handler = |head| walked(head, db.clone(), Arc::clone(&queries));
    let expected: Vec<_> = (1..=23).rev().collect();
    let walk = testing::walk(handler, "/orders").by("number");
    walk.expect(&expected).await.expect("every order once");
}

#[tokio::test]
async fn a_walk_of_mapped_rows_is_counted() {
    let page = walked_and_counted(get("/"), database().await, Arc::default()).await;
    assert!(
        text(&page).contains(r#""size":4,"total":23,"total_kind":"exact","next_cursor""#),
        "{}",
        text(&page)
    );
}

#[tokio::test]
async fn children_are_read_by_one_query_for_a_page() {
    let db = database().await;
    let queries: Arc<AtomicUsize> = Arc::default();
    let page = numbered(get("/?page=2"), db.clone(), Arc::clone(&queries)).await;
    assert_eq!(queries.load(Relaxed), 1);
    assert_eq!(
        text(&page),
        r#"{"items":[{"number":19,"items":[]},{"number":18,"items":["item 18"]},{"number":17,"items":[]},{"number":16,"items":["item 16"]}],"page":2,"size":4,"total":23,"total_kind":"exact","total_pages":6}"#
    );
    let page = numbered(get("/?page=9"), db, Arc::clone(&queries)).await;
    assert_eq!(queries.load(Relaxed), 1, "a page without rows has no children");
    assert!(text(&page).starts_with(r#"{"items":[],"page":9"#));
}

#[tokio::test]
async fn rows_of_a_statement_with_an_order_of_its_own_are_mapped_and_counted() {
    let page = names(get("/?size=2"), database().await).await;
    assert_eq!(
        text(&page),
        r#"{"items":["1 of 0","2 of 0"],"page":1,"size":2,"total":23,"total_kind":"exact","total_pages":12}"#
    );
}

#[tokio::test]
async fn an_error_of_the_mapping_is_the_handlers() {
    let error = even(get("/"), database().await).await.expect_err("an odd order");
    assert!(matches!(error, AppError::Odd(23)));
    let db = database().await;
    sqlx::query("DROP TABLE orders").execute(&db).await.expect("no table");
    let error = even(get("/"), db).await.expect_err("no table");
    assert!(matches!(error, AppError::Database));
}

#[tokio::test]
async fn a_page_that_loses_rows_is_an_error() {
    fewer(get("/"), database().await).await.expect_err("22 rows fewer");
}
