//! What is wrong with a statement is said, and costs no more than the page.

use sqlx::{QueryBuilder, Sqlite};
use velithon::{
    CountSource, CursorRequest, CursorSource, Key, PageRequest, PageSource,
    sql::{self, OrderBy, Select, SqlSource},
};

use crate::{
    backend::{Backend, InMemory},
    rows::{ORDERS, Row, Rows, filled, fixture, name, row, unpaged},
};

on_all! {
    values_and_placeholders_that_do_not_match,
    what_is_no_statement,
    what_is_no_order,
    a_column_that_is_not_in_the_result,
    a_builder,
    a_cursor_request_applied_by_hand,
}

type Source<B> = SqlSource<<B as Backend>::Db, Row>;

async fn error<B: Backend>(db: &B, select: Select<B::Db>) -> String
where
    Row: Rows<B::Db>,
{
    let mut source: Source<B> = select.on(db.pool());
    let page = PageSource::rows(&mut source, PageRequest::new(0, 5))
        .await
        .unwrap_err()
        .to_string();
    let cursor = CursorSource::rows(&mut source, &CursorRequest::new(5))
        .await
        .unwrap_err()
        .to_string();
    let count = source.count(5).await.unwrap_err().to_string();
    // MariaDB goes on with all of the statement that follows the mistake.
    let [page, cursor, count] = [&page, &cursor, &count].map(|said| said.split(" to use near ").next().unwrap());
    assert_eq!((page, page), (cursor, count));
    page.to_owned()
}

async fn values_and_placeholders_that_do_not_match<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
    for<'q> i64: sqlx::Encode<'q, B::Db> + sqlx::Type<B::Db>,
{
    let one = error(&db, sql::select("SELECT * FROM k WHERE id = $1")).await;
    assert_eq!(
        one,
        "placeholders ask for 1 value, and none is bound; write one `bind` for each of `$1`, `$2`, … \
         (in the statement `SELECT * FROM k WHERE id = $1`)"
    );
    let many = error(
        &db,
        sql::select("SELECT * FROM k WHERE id = $1").bind(1_i64).bind(2_i64),
    )
    .await;
    assert!(
        many.starts_with("placeholders ask for 1 value, and 2 are bound"),
        "{many}"
    );
    let none = error(&db, sql::select("SELECT '$1' AS s FROM k").bind(1_i64)).await;
    assert!(
        none.starts_with("placeholders ask for no value, and 1 is bound"),
        "{none}"
    );
}

async fn what_is_no_statement<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    for (sql, what) in [
        ("SELECT 1; SELECT 2", "there are two statements"),
        ("-- nothing", "there is no statement"),
        ("SELECT 1) AS a, (SELECT 2", "a `)` closes no parenthesis"),
        ("SELECT 'it", "a quote is not closed"),
    ] {
        let said = error(&db, sql::select(sql)).await;
        assert!(said.starts_with(what), "{sql}: {said}");
    }
    // What only the database knows, it says.
    filled(&db, &fixture()).await;
    let said = error(&db, sql::select("DELETE FROM k")).await;
    assert!(said.contains("syntax"), "{said}");
    assert_eq!(unpaged(&db, 0).await.len(), 60);
}

async fn what_is_no_order<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    filled(&db, &fixture()).await;
    for (order, what) in [
        ("", "the order is empty"),
        (" ", "the order is empty"),
        ("id; DROP TABLE k", "there are two statements"),
        ("id;", "an order has no `;`"),
        ("$1", "an order has no placeholders"),
        ("(id", "a parenthesis is not closed"),
    ] {
        let mut source: SqlSource<B::Db, Row, OrderBy> = sql::select("SELECT * FROM k").order_by(order).on(db.pool());
        let said = PageSource::rows(&mut source, PageRequest::new(0, 5))
            .await
            .unwrap_err()
            .to_string();
        assert!(said.starts_with(what), "{order}: {said}");
    }
}

/// Not a text that every row has, as SQLite would take a quoted name for that it does not know.
async fn a_column_that_is_not_in_the_result<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
{
    filled(&db, &fixture()).await;
    let mut source: Source<B> = sql::select("SELECT g, s FROM k").on(db.pool());
    let key = Key::of(&row(7), 0).unwrap();
    for request in [CursorRequest::new(5), CursorRequest::new(5).after(key)] {
        let said = CursorSource::rows(&mut source, &request).await.unwrap_err().to_string();
        assert!(said.contains("page.id"), "{said}");
    }
}

async fn a_builder<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
    for<'q> i64: sqlx::Encode<'q, B::Db> + sqlx::Type<B::Db>,
{
    filled(&db, &fixture()).await;
    for (sort, after) in [(0, 13), (4, 13), (5, 13), (5, 12), (6, 12), (6, 13)] {
        let mut builder = QueryBuilder::<B::Db>::new("SELECT * FROM k WHERE id < ");
        builder.push_bind(40_i64).push(" AND g <> ").push_bind(2_i64);
        let mut source: Source<B> = sql::query_builder(builder).on(db.pool());
        let request = CursorRequest::new(100).after(Key::of(&row(after), sort).unwrap());
        let rows = CursorSource::rows(&mut source, &request).await.unwrap();
        let all = unpaged(&db, sort)
            .await
            .into_iter()
            .skip_while(|&id| id != after)
            .skip(1);
        let expected: Vec<_> = all.filter(|id| *id < 40 && id % 3 != 2).collect();
        assert_eq!(
            rows.iter().map(|row| row.id).collect::<Vec<_>>(),
            expected,
            "{}",
            name(sort)
        );
        let counted = source.count(u64::MAX).await.unwrap();
        assert_eq!(counted, 27);
    }
}

/// One statement, whatever the order; from every row, both ways.
async fn a_cursor_request_applied_by_hand<B: Backend>(db: B)
where
    Row: Rows<B::Db>,
    for<'q> i64: sqlx::Encode<'q, B::Db> + sqlx::Type<B::Db>,
{
    filled(&db, &fixture()).await;
    for sort in 0..ORDERS.len() {
        let expected: Vec<_> = unpaged(&db, sort).await.into_iter().filter(|&id| id < 30).collect();
        for start in [None, Some(0_i64), Some(4), Some(5), Some(17), Some(29)] {
            for backward in [false, true] {
                let request = match start {
                    Some(id) => CursorRequest::new(3).after(Key::of(&row(id), sort).unwrap()),
                    None => CursorRequest::new(3).sorted(sort),
                };
                let request = if backward { request.backward() } else { request };
                let mut builder = QueryBuilder::<B::Db>::new("SELECT * FROM k WHERE id < ");
                builder.push_bind(30_i64);
                let mut query = request.apply(builder).unwrap();
                let rows = db.fetch(&mut query).await;
                let order: Box<dyn Iterator<Item = i64>> = if backward {
                    Box::new(expected.iter().rev().copied())
                } else {
                    Box::new(expected.iter().copied())
                };
                let after = order.skip_while(|&id| start.is_some_and(|start| start != id));
                let page: Vec<_> = after.skip(start.is_some().into()).take(4).collect();
                assert_eq!(rows, page, "{} from {start:?}", name(sort));
            }
        }
    }
}

/// The database follows from the pool alone; nothing says what is bound.
#[tokio::test]
async fn the_types_of_a_handler() {
    fn users(db: sqlx::SqlitePool) -> SqlSource<Sqlite, Row> {
        sql::select("SELECT * FROM k WHERE id > $1 AND s = $2")
            .bind(1)
            .bind("name 0")
            .on(db)
    }
    let db = InMemory::open("").await.unwrap();
    filled(&db, &fixture()).await;
    let mut users = users(db.pool().clone());
    assert_eq!(users.count(u64::MAX).await.unwrap(), 9);
}

/// By the value of a bare placeholder behind `LIMIT` SQLite plans, and so prepares a statement anew for each page.
#[test]
fn a_limit_on_sqlite_is_none_to_plan_by() {
    let applied = |request: CursorRequest<Row>| {
        let query = request.apply(QueryBuilder::<Sqlite>::new("SELECT * FROM k"));
        query.unwrap().into_sql().as_str().to_owned()
    };
    for sort in 0..ORDERS.len() {
        let sql = applied(CursorRequest::new(20).sorted(sort));
        assert!(sql.contains(" LIMIT +$") && !sql.contains(" LIMIT $"), "{sql}");
    }
}
