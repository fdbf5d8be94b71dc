//! Columns of every declaration under every type of field: a walk has all rows once, in the order of one query, whatever the
//! type makes of the values, and searches an index for each page.

pub(crate) mod field;
mod mariadb;
pub(crate) mod postgres;
mod sqlite;

use axum::{Router, extract::State, response::IntoResponse, routing::get};
use http::StatusCode;
use serde::Serialize;
use sqlx::{Connection, FromRow, Pool, QueryBuilder};
use velithon::{
    CursorRequest, KeyType, Keyset, PageItems, paginate,
    sql::{self, SqlDatabase, SqlKeyset, SqlRow, SqlSource},
    testing,
};

use crate::backend::Backend;

#[derive(Debug, Serialize, FromRow, Keyset)]
#[keyset(sort = "up", at asc, id asc)]
#[keyset(sort = "mixed", at desc, id asc)]
pub(crate) struct Full<V: KeyType> {
    #[keyset(unique)]
    id: i64,
    #[serde(skip)]
    at: V,
}

#[derive(Debug, Serialize, FromRow, Keyset)]
#[keyset(sort = "first", at asc nulls first, id asc)]
#[keyset(sort = "last", at desc nulls last, id asc)]
pub(crate) struct Sparse<V: KeyType> {
    #[keyset(unique)]
    id: i64,
    #[serde(skip)]
    at: Option<V>,
}

/// Each order as a client asks for it, and as it stands behind `ORDER BY`.
const FULL: [(&str, &str); 4] = [
    ("up", "at, id"),
    ("-up", "at DESC, id DESC"),
    ("mixed", "at DESC, id"),
    ("-mixed", "at, id DESC"),
];
const SPARSE: [(&str, &str); 4] = [
    ("first", "at NULLS FIRST, id"),
    ("-first", "at DESC NULLS LAST, id DESC"),
    ("last", "at DESC NULLS LAST, id"),
    ("-last", "at NULLS FIRST, id DESC"),
];

pub(crate) struct AppError(String);

impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        Self(error.to_string())
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> axum::response::Response {
        (StatusCode::INTERNAL_SERVER_ERROR, self.0).into_response()
    }
}

#[paginate(style = cursor)]
async fn returned<DB, T>(State(db): State<Pool<DB>>) -> SqlSource<DB, T>
where
    DB: SqlDatabase,
    T: SqlRow<DB> + SqlKeyset<DB> + 'static,
{
    sql::select("SELECT * FROM t").on(db)
}

/// By what is computed of the column.
#[paginate(style = cursor)]
async fn computed<DB, T>(State(db): State<Pool<DB>>) -> SqlSource<DB, T>
where
    DB: SqlDatabase,
    T: SqlRow<DB> + SqlKeyset<DB> + 'static,
{
    sql::select("SELECT id, at + 0 AS at FROM t").on(db)
}

#[paginate]
async fn fetched<DB, T>(State(db): State<Pool<DB>>, page: CursorRequest<T>) -> Result<PageItems<T>, AppError>
where
    DB: SqlDatabase,
    T: SqlRow<DB> + SqlKeyset<DB> + 'static,
    for<'c> &'c Pool<DB>: sqlx::Executor<'c, Database = DB>,
{
    Ok(page.fetch(QueryBuilder::new("SELECT * FROM t"), &db).await?)
}

/// What a plan says that searches an index of the table.
const SEARCHED: [&str; 3] = ["SEARCH t", "Index Cond", "table=t type=range"];

/// Fails where a page that a cursor leads to searches no index.
#[paginate]
async fn searched<DB, T>(State(db): State<Pool<DB>>, page: CursorRequest<T>) -> Result<PageItems<T>, AppError>
where
    DB: SqlDatabase,
    T: SqlRow<DB> + SqlKeyset<DB> + 'static,
    for<'c> &'c Pool<DB>: sqlx::Executor<'c, Database = DB>,
{
    let mut source: SqlSource<DB, T> = sql::select("SELECT * FROM t").on(&db);
    let plan = source.explain(&page).await?.join("\n");
    let is_searched = SEARCHED.iter().any(|searched| plan.contains(searched));
    if page.key().is_some() && !is_searched {
        return Err(AppError(plan));
    }
    Ok(page.fetch(QueryBuilder::new("SELECT * FROM t"), &db).await?)
}

pub(crate) fn app<DB, T>(db: &Pool<DB>) -> Router
where
    DB: SqlDatabase,
    T: SqlRow<DB> + SqlKeyset<DB> + 'static,
    for<'c> &'c Pool<DB>: sqlx::Executor<'c, Database = DB>,
{
    Router::new()
        .route("/returned", get(returned::<DB, T>))
        .route("/computed", get(computed::<DB, T>))
        .route("/fetched", get(fetched::<DB, T>))
        .route("/searched", get(searched::<DB, T>))
        .with_state(db.clone())
}

/// A table of this column with each of these values twice, and NULLs where they are asked for.
pub(crate) async fn table<B: Backend>(db: &B, declaration: &str, values: &[&str], has_nulls: bool) {
    let nulls: &[&str] = if has_nulls { &["NULL", "NULL"] } else { &[] };
    let all = values.iter().chain(nulls);
    let rows: Vec<_> = all
        .clone()
        .chain(all.rev())
        .enumerate()
        .map(|(id, value)| format!("({id}, {value})"))
        .collect();
    let indexes = if B::has_index(declaration) {
        "CREATE INDEX t_up ON t (at, id); CREATE INDEX t_mixed ON t (at DESC, id)"
    } else {
        ""
    };
    db.run(format!(
        "DROP TABLE IF EXISTS t; CREATE TABLE t (id BIGINT PRIMARY KEY, at {declaration}); INSERT INTO t VALUES {};
         {indexes}",
        rows.join(", ")
    ))
    .await;
    // Of a column of the same name and another type.
    let mut connection = db.pool().acquire().await.unwrap();
    connection.clear_cached_statements().await.unwrap();
}

/// Walks the table of this column, whose values the field reads as `V`.
pub(crate) async fn check<B: Backend, V: KeyType>(db: &B, declaration: &str, values: &[&str])
where
    Full<V>: SqlRow<B::Db> + SqlKeyset<B::Db> + 'static,
    Sparse<V>: SqlRow<B::Db> + SqlKeyset<B::Db> + 'static,
    for<'c> &'c Pool<B::Db>: sqlx::Executor<'c, Database = B::Db>,
{
    check_by::<B, V>(db, declaration, values, &["returned", "searched"]).await;
}

/// The same by these routes.
pub(crate) async fn check_by<B: Backend, V: KeyType>(db: &B, declaration: &str, values: &[&str], routes: &[&str])
where
    Full<V>: SqlRow<B::Db> + SqlKeyset<B::Db> + 'static,
    Sparse<V>: SqlRow<B::Db> + SqlKeyset<B::Db> + 'static,
    for<'c> &'c Pool<B::Db>: sqlx::Executor<'c, Database = B::Db>,
{
    table(db, declaration, values, false).await;
    walk(db, app::<B::Db, Full<V>>(db.pool()), &FULL, declaration, routes).await;
    table(db, declaration, values, true).await;
    walk(db, app::<B::Db, Sparse<V>>(db.pool()), &SPARSE, declaration, routes).await;
}

async fn walk<B: Backend>(db: &B, app: Router, orders: &[(&str, &str)], declaration: &str, routes: &[&str]) {
    for (sort, order) in orders {
        let expected = db
            .fetch(&mut QueryBuilder::new(format!(
                "SELECT id FROM t ORDER BY {}",
                B::order(order)
            )))
            .await;
        let all = u64::try_from(expected.len()).unwrap();
        for path in routes
            .iter()
            .filter(|path| **path != "searched" || B::has_index(declaration))
        {
            let sizes = if *path == "searched" {
                &[1, 3][..]
            } else {
                &[1, 2, 3, all]
            };
            let walk = testing::walk(app.clone(), &format!("/{path}?sort={sort}")).by("id");
            let walk = walk.sizes(sizes.iter().copied()).expect(&expected).await;
            walk.unwrap_or_else(|fault| panic!("{path}, `{declaration}` by {sort}: {fault}"));
        }
    }
}

/// Checks one column after the other, each under a type of field.
macro_rules! columns {
    ($db:ident: $($field:ty, $declaration:expr, [$($value:expr),+ $(,)?];)+) => {
        $(crate::columns::check::<_, $field>($db, $declaration, &[$($value),+]).await;)+
    };
}
use columns;
