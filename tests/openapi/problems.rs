//! Which problems are described: those that Velithon itself answers.

use std::time::Duration;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use serde::Serialize;
use serde_json::Value;
use sqlx::{FromRow, Sqlite, SqlitePool, sqlite::SqlitePoolOptions};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use velithon::{
    Keyset, PageItems, PageRequest, Problem, paginate,
    sql::{self, Mapped, OrderBy, SqlSource},
};

use crate::support::{Described, names};

#[derive(Serialize, FromRow, ToSchema, Keyset)]
#[keyset(sort = "id", id asc)]
struct Tree {
    #[keyset(unique)]
    id: i64,
}

fn source(db: SqlitePool) -> SqlSource<Sqlite, Tree> {
    sql::select("SELECT 1 AS id").on(db)
}

/// An error type of handlers, made of what stands behind its name.
macro_rules! error_type {
    ($name:ident $(: $($of:ty)+)?) => {
        #[derive(Debug)]
        struct $name;

        $($(impl From<$of> for $name {
            fn from(_: $of) -> Self {
                Self
            }
        })+)?

        impl IntoResponse for $name {
            fn into_response(self) -> Response {
                StatusCode::IM_A_TEAPOT.into_response()
            }
        }
    };
}

error_type!(Plain);
error_type!(OfSqlx: sqlx::Error);
error_type!(OfProblems: Problem);

/// Made of any error, so that it is not asked.
#[derive(Debug)]
struct OfAny;

impl<E: std::error::Error> From<E> for OfAny {
    fn from(_: E) -> Self {
        Self
    }
}

impl IntoResponse for OfAny {
    fn into_response(self) -> Response {
        StatusCode::IM_A_TEAPOT.into_response()
    }
}

#[paginate(style = cursor, export, formats = [array, ndjson, sse], openapi)]
#[utoipa::path(get, path = "/infallible")]
async fn infallible(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Tree> {
    source(db)
}

#[paginate(style = cursor, export, openapi)]
#[utoipa::path(get, path = "/mapped")]
async fn mapped(State(db): State<SqlitePool>) -> Mapped<SqlSource<Sqlite, Tree>, i64> {
    source(db).map(|tree| tree.id)
}

#[paginate(style = cursor, openapi)]
#[utoipa::path(get, path = "/plain")]
async fn plain(State(db): State<SqlitePool>) -> Result<SqlSource<Sqlite, Tree>, Plain> {
    Ok(source(db))
}

#[paginate(openapi)]
#[utoipa::path(get, path = "/numbered")]
async fn numbered(State(db): State<SqlitePool>) -> Result<SqlSource<Sqlite, Tree, OrderBy>, Plain> {
    Ok(sql::select("SELECT 1 AS id").order_by("id").on(db))
}

#[paginate(style = cursor, export, openapi)]
#[utoipa::path(get, path = "/of-sqlx")]
async fn of_sqlx(State(db): State<SqlitePool>) -> Result<SqlSource<Sqlite, Tree>, OfSqlx> {
    Ok(source(db))
}

#[paginate(style = cursor, export, openapi)]
#[utoipa::path(get, path = "/of-any")]
async fn of_any(State(db): State<SqlitePool>) -> Result<SqlSource<Sqlite, Tree>, OfAny> {
    Ok(source(db))
}

#[paginate(style = cursor, export, openapi)]
#[utoipa::path(get, path = "/of-problems")]
async fn of_problems(State(db): State<SqlitePool>) -> Result<SqlSource<Sqlite, Tree>, OfProblems> {
    Ok(source(db))
}

#[paginate(style = cursor, export, openapi)]
#[utoipa::path(get, path = "/problems")]
async fn problems(State(db): State<SqlitePool>) -> Result<SqlSource<Sqlite, Tree>, Problem> {
    Ok(source(db))
}

#[paginate(style = cursor, export, openapi)]
#[utoipa::path(get, path = "/in-memory")]
async fn in_memory() -> Result<Vec<Tree>, Plain> {
    Ok(Vec::new())
}

#[paginate(openapi)]
#[utoipa::path(get, path = "/told")]
async fn told(_page: PageRequest) -> Result<PageItems<Tree>, OfProblems> {
    Ok(PageItems::new(Vec::new()))
}

fn described(db: &SqlitePool) -> Described {
    let router = OpenApiRouter::new()
        .routes(routes!(infallible))
        .routes(routes!(mapped))
        .routes(routes!(plain))
        .routes(routes!(numbered))
        .routes(routes!(of_sqlx))
        .routes(routes!(of_any))
        .routes(routes!(of_problems))
        .routes(routes!(problems))
        .routes(routes!(in_memory))
        .routes(routes!(told));
    let (router, document) = router.split_for_parts();
    Described::new((router.with_state(db.clone()), document))
}

/// A database whose only connection is in use for as long as the second value lives.
async fn exhausted() -> (SqlitePool, sqlx::pool::PoolConnection<Sqlite>) {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_millis(1));
    let db = pool.connect_lazy("sqlite::memory:").expect("an address");
    let connection = loop {
        // A millisecond may not be enough to open it.
        if let Ok(connection) = db.acquire().await {
            break connection;
        }
    };
    (db, connection)
}

const ALL: &[&str] = &["200", "400", "500", "503"];
const NEVER_BUSY: &[&str] = &["200", "400", "500"];
const OWN: &[&str] = &["200"];

#[tokio::test]
async fn a_handler_is_described_by_the_problems_that_are_not_its_own_errors() {
    let (db, _connection) = exhausted().await;
    let described = described(&db);
    for (path, responses) in [
        ("/infallible", ALL),
        ("/mapped", ALL),
        ("/plain", ALL),
        ("/numbered", ALL),
        ("/of-sqlx", NEVER_BUSY),
        ("/of-any", NEVER_BUSY),
        ("/of-problems", OWN),
        ("/problems", ALL),
        ("/in-memory", NEVER_BUSY),
        ("/told", OWN),
    ] {
        let pointer = format!("/paths/~1{}/get/responses", &path[1..]);
        assert_eq!(names(described.at(&pointer)), responses, "{path}");
        if path == "/told" || path == "/in-memory" {
            continue;
        }
        for accept in [
            "application/json",
            "application/jsonl",
            "text/event-stream",
            "application/json; rows=all",
        ] {
            let response = described.get(path, accept).await;
            let busy = if responses == ALL { 503 } else { 418 };
            assert_eq!(response.status(), busy, "{path} {accept}");
            if busy == 503 {
                assert!(response.headers().contains_key("retry-after"), "{path} {accept}");
                let body = response.into_body().collect().await.unwrap().to_bytes();
                let problem: Value = serde_json::from_slice(&body).unwrap();
                described.check(
                    &format!("{pointer}/503/content/application~1problem+json/schema"),
                    &problem,
                );
            }
        }
    }
}
