//! Statements and keys that a walk cannot be made of as they are.

use std::{borrow::Borrow, cmp::Ordering};

use axum::{Router, extract::State, routing::get};
use http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use sqlx::{
    FromRow, Pool, Postgres, QueryBuilder, Sqlite, SqlitePool,
    encode::IsNull,
    error::BoxDynError,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use velithon::{
    CursorRequest, CursorSource, Key, Keyset, PageItems, PageRequest, PageSource, paginate,
    sql::{self, OrderBy, SqlDatabase, SqlKeyset, SqlRow, SqlSource},
    testing::{self},
};

use velithon_test_support::Events;

use crate::{
    ask::ask,
    backend::{Backend, InMemory, OnServer},
    columns::{AppError, Full, app, table},
};

on_all! {
    a_failing_database_blames_no_cursor,
    long_keys_move_the_ends_of_pages,
    two_columns_of_one_name,
    a_join_that_multiplies_rows,
}

async fn a_failing_database_blames_no_cursor<B: Backend>(db: B)
where
    Full<i64>: SqlRow<B::Db> + SqlKeyset<B::Db> + 'static,
    for<'c> &'c Pool<B::Db>: sqlx::Executor<'c, Database = B::Db>,
{
    let app = app::<B::Db, Full<i64>>(db.pool());
    for path in ["/returned?size=1", "/fetched?size=1"] {
        table(&db, "BIGINT NOT NULL", &["1", "2"], false).await;
        let (_, first) = ask(&app, path).await;
        let cursor = first["next_cursor"].as_str().unwrap();
        db.run("DROP TABLE t").await;
        let (status, _) = ask(&app, &format!("{path}&cursor={cursor}")).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
    }
}

/// The handler's value stands before the cursor's, in the same statement. PostgreSQL alone, and since version 14, says which value an
/// error is about; so this runs there.
#[tokio::test]
async fn a_value_of_the_handlers_own_blames_no_cursor() {
    let Some(db) = OnServer::open("faults::own_value").await else {
        return;
    };
    table(&db, "BIGINT NOT NULL", &["1", "2"], false).await;
    let select = || sql::select("SELECT * FROM t WHERE 'a' <> $1");
    let mut source: SqlSource<Postgres, Full<i64>> = select().bind("b").on(db.pool());
    let request = CursorRequest::new(1);
    let first = source.page(&request).await.unwrap();
    let mut source: SqlSource<Postgres, Full<i64>> = select().bind("\0").on(db.pool());
    let key = Key::of(&first.rows()[0], 0).unwrap();
    let error = source.page(&request.after(key)).await.unwrap_err();
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    assert_eq!(code.as_deref(), Some("22021"), "{error}");
}

/// There and back, though a row in the middle has a key that no cursor can carry.
async fn long_keys_move_the_ends_of_pages<B: Backend>(db: B)
where
    Full<String>: SqlRow<B::Db> + SqlKeyset<B::Db> + 'static,
    for<'c> &'c Pool<B::Db>: sqlx::Executor<'c, Database = B::Db>,
{
    db.run(format!(
        "CREATE TABLE t (id BIGINT PRIMARY KEY, at {} NOT NULL); CREATE INDEX t_up ON t (at, id);
         INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, '{}'), (4, 'd'), (5, 'e')",
        B::LONG_INDEXED_TEXT,
        "c".repeat(1_601)
    ))
    .await;
    let app = app::<B::Db, Full<String>>(db.pool());
    for (sort, ids) in [("up", [1, 2, 3, 4, 5]), ("-up", [5, 4, 3, 2, 1])] {
        for size in 1..=5 {
            let read = async |link: &str, from: Option<Value>| {
                let (mut pages, mut cursor) = (Vec::new(), from);
                loop {
                    let at = cursor.as_ref().and_then(Value::as_str).unwrap_or_default();
                    let (status, page) = ask(&app, &format!("/returned?sort={sort}&size={size}&cursor={at}")).await;
                    assert_eq!(status, StatusCode::OK, "{page}");
                    let ids = page["items"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|row| row["id"].as_i64().unwrap());
                    pages.push(ids.collect::<Vec<_>>());
                    let before = page["prev_cursor"].clone();
                    cursor = Some(page[link].clone()).filter(|cursor| !cursor.is_null());
                    if cursor.is_none() {
                        return (pages, before);
                    }
                }
            };
            let (there, before_the_last) = read("next_cursor", None).await;
            assert_eq!(there.concat(), ids, "{sort} by {size}");
            if there.len() > 1 {
                let (mut back, _) = read("prev_cursor", Some(before_the_last)).await;
                back.reverse();
                let last = there.last().unwrap().len();
                assert_eq!(back.concat(), ids[..5 - last], "{sort} by {size}");
            }
        }
    }
}

#[derive(Debug, Serialize, FromRow, Keyset)]
#[keyset(sort = "at", at, id)]
struct Order {
    #[keyset(unique)]
    id: i64,
    at: i64,
}

#[paginate(style = cursor)]
async fn joined<DB>(State(db): State<Pool<DB>>) -> SqlSource<DB, Order>
where
    DB: SqlDatabase,
    Order: SqlRow<DB> + SqlKeyset<DB>,
{
    sql::select("SELECT o.id, o.at FROM o JOIN part ON part.order_id = o.id").on(db)
}

/// The second order has three parts. Behind the end of a page between them, the others would be lost.
async fn a_join_that_multiplies_rows<B: Backend>(db: B)
where
    Order: SqlRow<B::Db> + SqlKeyset<B::Db>,
    for<'c> &'c Pool<B::Db>: sqlx::Executor<'c, Database = B::Db>,
{
    db.run(
        "CREATE TABLE o (id BIGINT, at BIGINT); CREATE TABLE part (order_id BIGINT);
         INSERT INTO o VALUES (10, 1), (20, 2), (30, 3); INSERT INTO part VALUES (10), (20), (20), (20), (30)",
    )
    .await;
    let app = Router::new()
        .route("/", get(joined::<B::Db>))
        .with_state(db.pool().clone());
    for (size, status) in [(1, 200), (2, 500), (3, 500), (4, 200), (5, 200)] {
        let (answered, page) = ask(&app, &format!("/?size={size}")).await;
        assert_eq!(answered, status, "{size}: {page}");
    }
    let (_, first) = ask(&app, "/?size=1").await;
    let (status, _) = ask(
        &app,
        &format!("/?size=1&cursor={}", first["next_cursor"].as_str().unwrap()),
    )
    .await;
    assert_eq!(status, 500);
}

async fn two_columns_of_one_name<B: Backend>(db: B)
where
    Order: SqlRow<B::Db> + SqlKeyset<B::Db>,
    for<'c> &'c Pool<B::Db>: sqlx::Executor<'c, Database = B::Db>,
{
    db.run(
        "CREATE TABLE o (id BIGINT, at BIGINT, user_id BIGINT); CREATE TABLE u (id BIGINT, name TEXT);
         INSERT INTO o VALUES (10, 1, 3), (20, 2, 2), (30, 3, 1); INSERT INTO u VALUES (1, 'a'), (2, 'b'), (3, 'c')",
    )
    .await;
    let join = "SELECT o.*, u.* FROM o JOIN u ON u.id = o.user_id";
    let mut source: SqlSource<B::Db, Order, OrderBy> = sql::select(join).order_by("at").on(db.pool());
    let numbered = PageSource::rows(&mut source, PageRequest::new(0, 5))
        .await
        .unwrap_err()
        .to_string();
    let what = "the statement has two columns of the name `id`; give each a name of its own, such as `t.id AS t_id`";
    assert_eq!(numbered, what);
    let mut source: SqlSource<B::Db, Order> = sql::select(join).on(db.pool());
    let request = CursorRequest::new(5);
    let walked = CursorSource::rows(&mut source, &request).await.unwrap_err().to_string();
    // PostgreSQL looks for the columns of the order first.
    assert!(
        walked == what || walked.contains("column reference \"id\" is ambiguous"),
        "{walked}"
    );
    let fetched = request
        .fetch(QueryBuilder::new(join), db.pool())
        .await
        .unwrap_err()
        .to_string();
    assert_eq!(fetched, walked);
    // With names of their own, they are read as they are.
    let named = "SELECT o.*, u.id AS u_id FROM o JOIN u ON u.id = o.user_id";
    let mut source: SqlSource<B::Db, Order> = sql::select(named).on(db.pool());
    let rows = CursorSource::rows(&mut source, &request).await.unwrap();
    assert_eq!(rows.iter().map(|order| order.id).collect::<Vec<_>>(), [10, 20, 30]);
}

/// Refuses to be sent.
struct Secret;

impl sqlx::Type<Sqlite> for Secret {
    fn type_info() -> <Sqlite as sqlx::Database>::TypeInfo {
        <i64 as sqlx::Type<Sqlite>>::type_info()
    }
}

impl sqlx::Encode<'_, Sqlite> for Secret {
    fn encode_by_ref(&self, _: &mut <Sqlite as sqlx::Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Err("it is a secret".into())
    }
}

#[tokio::test]
async fn the_first_value_that_cannot_be_bound_is_named() {
    let db = SqlitePool::connect("sqlite::memory:").await.unwrap();
    let statement = sql::select("SELECT ?1 AS id, ?2 AS at")
        .bind(1_i64)
        .bind(Secret)
        .bind(Secret);
    let mut source: SqlSource<Sqlite, Full<i64>> = statement.on(&db);
    let refused = PageSource::rows(&mut source, PageRequest::new(1, 5))
        .await
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("the value for `$2` cannot be bound: it is a secret"),
        "{refused}"
    );
}

/// A collation that takes no text for the same as another finds each row behind itself.
#[tokio::test]
async fn a_collation_that_knows_no_equal_texts_is_an_error_and_not_endless() {
    let careless = |one: &str, other: &str| if one < other { Ordering::Less } else { Ordering::Greater };
    let options = SqliteConnectOptions::new().collation("careless", careless);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options);
    let db = pool.await.unwrap();
    let table = "CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT NOT NULL COLLATE careless);
        INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')";
    sqlx::raw_sql(table).execute(&db).await.unwrap();
    let app = app::<Sqlite, Full<String>>(&db);
    for path in ["/returned?size=1", "/fetched?size=1"] {
        let (events, _recording) = Events::record();
        let (_, first) = ask(&app, path).await;
        let cursor = first["next_cursor"].as_str().unwrap();
        let (status, page) = ask(&app, &format!("{path}&cursor={cursor}")).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{path}: {page}");
        let events = events.take();
        let columns: Vec<_> = events.iter().filter_map(|event| event.fields.get("columns")).collect();
        assert_eq!(columns, ["at, id"], "{path}");
    }
}

/// Rows that a handler makes itself have their fields' values as keys: what 32 bits hold of 64 comes before the row itself.
#[tokio::test]
async fn a_page_that_begins_with_the_row_it_comes_after_is_an_error() {
    #[paginate]
    async fn applied(
        State(db): State<SqlitePool>,
        page: CursorRequest<Full<f32>>,
    ) -> Result<PageItems<Full<f32>>, AppError> {
        let mut rows = page.apply(QueryBuilder::<Sqlite>::new("SELECT * FROM t"))?;
        Ok(PageItems::new(rows.build_query_as().fetch_all(&db).await?))
    }
    let db = InMemory::open("").await.unwrap();
    table(&db, "REAL", &["0.5", "0.1", "0.2"], false).await;
    let app = Router::new()
        .route("/applied", get(applied))
        .with_state(db.pool().clone());
    let (events, _recording) = Events::record();
    let mut uri = "/applied?sort=mixed&size=1".to_owned();
    for _ in 0..10 {
        let (status, page) = ask(&app, &uri).await;
        if status != StatusCode::OK {
            assert_eq!(
                (status, &page["code"]),
                (StatusCode::INTERNAL_SERVER_ERROR, &"internal-error".into())
            );
            let events = events.take();
            let event = events
                .iter()
                .find(|event| event.fields.contains_key("columns"))
                .unwrap();
            assert_eq!(event.fields["columns"], "at, id");
            assert!(event.fields["message"].contains("`CursorRequest::fetch`"), "{event:?}");
            return;
        }
        uri = format!(
            "/applied?sort=mixed&size=1&cursor={}",
            page["next_cursor"].as_str().unwrap()
        );
    }
    panic!("the walk went on");
}

/// Where the row's own values would not do: the keys are still those of the database.
#[tokio::test]
async fn rows_that_become_others_keep_the_keys_that_they_were_fetched_with() {
    #[derive(Serialize)]
    struct View(Full<f32>);

    impl Borrow<Full<f32>> for View {
        fn borrow(&self) -> &Full<f32> {
            &self.0
        }
    }

    #[paginate]
    async fn mapped(State(db): State<SqlitePool>, page: CursorRequest<Full<f32>>) -> Result<PageItems<View>, AppError> {
        let rows = page.fetch(QueryBuilder::new("SELECT * FROM t"), &db).await?;
        Ok(rows.map(View))
    }
    let db = InMemory::open("").await.unwrap();
    table(&db, "REAL", &["0.5", "0.1", "0.2"], false).await;
    let app = Router::new()
        .route("/mapped", get(mapped))
        .with_state(db.pool().clone());
    let walk = testing::walk(app, "/mapped?sort=mixed").by("id").sizes([1, 2, 6]);
    assert_eq!(walk.expect(&[0, 5, 2, 3, 1, 4]).await.err(), None);
}
