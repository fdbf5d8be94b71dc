//! Exports of rows that become something else before they are sent: their marks are those of the rows.

use std::fmt;

use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{Request, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use http_body_util::BodyExt;
use serde::Serialize;
use serde_json::Value;
use sqlx::Pool;
use tower::ServiceExt;
use velithon::{
    paginate,
    sql::{self, Mapped, SqlSource},
    testing,
};

use crate::{
    backend::{Backend, InMemory, OnMariaDb, OnServer},
    rows::{ORDERS, Row, Rows, filled, fixture, insert, name, row, unpaged},
};

/// What is sent for a row: none of the columns of its keys but the id.
#[derive(Serialize)]
struct Sent {
    id: i64,
    neighbours: i64,
}

impl From<Row> for Sent {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            neighbours: 0,
        }
    }
}

#[derive(Debug)]
enum AppError {
    Database(sqlx::Error),
    Unwanted(i64),
}

impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => error.fmt(f),
            Self::Unwanted(id) => write!(f, "nobody wants {id}"),
        }
    }
}

impl std::error::Error for AppError {}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::Database(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unwanted(_) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        (status, self.to_string()).into_response()
    }
}

macro_rules! handlers {
    ($module:ident, $backend:ty, $db:ty) => {
        mod $module {
            use super::*;

            type Db = Pool<$db>;

            #[paginate(style = cursor, export, batch = 7)]
            async fn mapped(State(db): State<Db>) -> Mapped<SqlSource<$db, Row>, Sent> {
                sql::select("SELECT * FROM k").on(db).map(Sent::from)
            }

            /// How many rows each has in its group, by one query for a batch.
            #[paginate(style = cursor, export, batch = 7)]
            async fn together(State(db): State<Db>) -> Result<Mapped<SqlSource<$db, Row>, Sent, AppError>, AppError> {
                let source = sql::select("SELECT * FROM k").on(&db);
                Ok(source.map_page(move |rows: Vec<Row>| {
                    let db = db.clone();
                    async move {
                        let groups = "SELECT g, count(*) FROM k GROUP BY g";
                        let groups: Vec<(i64, i64)> = sqlx::query_as(groups).fetch_all(&db).await?;
                        let of = |g| {
                            groups
                                .iter()
                                .find(|group| group.0 == g)
                                .map_or(0, |group| group.1)
                        };
                        Ok(rows
                            .into_iter()
                            .map(|row| Sent {
                                id: row.id,
                                neighbours: of(row.g),
                            })
                            .collect())
                    }
                }))
            }

            #[paginate(style = cursor, export, batch = 7)]
            async fn without(
                State(db): State<Db>,
                Path(unwanted): Path<i64>,
            ) -> Result<Mapped<SqlSource<$db, Row>, Sent, AppError>, AppError> {
                let source = sql::select("SELECT * FROM k").on(db);
                let wanted = move |row: Row| {
                    (row.id != unwanted)
                        .then_some(row)
                        .ok_or(AppError::Unwanted(unwanted))
                };
                Ok(source.try_map(move |row| wanted(row).map(Sent::from)))
            }

            impl MappedExports for $backend {
                fn app(&self) -> Router {
                    Router::new()
                        .route("/mapped", get(mapped))
                        .route("/together", get(together))
                        .route("/without/{id}", get(without))
                        .with_state(self.pool().clone())
                }
            }
        }
    };
}

/// The handlers over a backend's database.
trait MappedExports: Backend {
    fn app(&self) -> Router;
}

handlers!(over_sqlite, InMemory, sqlx::Sqlite);
handlers!(over_postgres, OnServer, sqlx::Postgres);
handlers!(over_mariadb, OnMariaDb, sqlx::MySql);

on_all! {
    mapped_exports_of_every_order,
    an_error_in_a_batch_ends_behind_the_batch_before,
    an_error_in_the_first_batch_is_the_handlers_response,
}

async fn mapped_exports_of_every_order<B: MappedExports>(db: B)
where
    Row: Rows<B::Db>,
{
    filled(&db, &fixture()).await;
    for sort in 0..ORDERS.len() {
        let expected = unpaged(&db, sort).await;
        let order: String = url::form_urlencoded::byte_serialize(name(sort).as_bytes()).collect();
        for path in ["mapped", "together", "without/-1"] {
            let uri = format!("/{path}?sort={order}");
            let walk = testing::walk(db.app(), &uri).by("id").sizes([5, 60]).exports();
            let walked = walk.expect(&expected).await;
            walked.unwrap_or_else(|fault| panic!("{path} by {}: {fault}", name(sort)));
        }
    }
    let together = records(&db, "/together").await.0;
    let neighbours = together.iter().filter_map(|record| record["neighbours"].as_i64());
    assert_eq!(neighbours.collect::<Vec<_>>(), [20; 60]);
}

/// The records that come, and whether the response is whole.
async fn records<B: MappedExports>(db: &B, uri: &str) -> (Vec<Value>, bool) {
    let request = Request::get(uri).header("accept", "application/jsonl");
    let response = db.app().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), 200, "{uri}");
    let (mut body, mut text) = (response.into_body(), Vec::new());
    let is_whole = loop {
        match body.frame().await {
            // A copy: the server takes a chunk for received once its buffer is dropped.
            Some(Ok(frame)) => text.extend_from_slice(&frame.into_data().unwrap()),
            Some(Err(_)) => break false,
            None => break true,
        }
    };
    let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    (
        lines.map(|line| serde_json::from_slice(line).unwrap()).collect(),
        is_whole,
    )
}

async fn an_error_in_a_batch_ends_behind_the_batch_before<B: MappedExports>(db: B) {
    filled(&db, &fixture()).await;
    // A batch is rows 7n to 7n + 6; the row behind it is mapped, too.
    for (unwanted, sent) in [(8, 7), (20, 14), (21, 14), (22, 21), (59, 56)] {
        let (mut records, is_whole) = records(&db, &format!("/without/{unwanted}")).await;
        assert!(!is_whole, "without {unwanted}: {records:?}");
        let error = records.pop().unwrap()["$error"].take();
        assert_eq!(error["status"], 422, "the status of the handler's error: {error}");
        let ids: Vec<_> = records.iter().filter_map(|record| record["id"].as_i64()).collect();
        assert_eq!(ids, (0..sent).collect::<Vec<_>>(), "without {unwanted}");
        assert_eq!(error["after"], records.last().unwrap()["$mark"]["after"]);
        // Where the row is gone, the rest comes.
        db.run(format!("DELETE FROM k WHERE id = {unwanted}")).await;
        let after = error["after"].as_str().unwrap();
        let (rest, is_whole) = self::records(&db, &format!("/without/{unwanted}?cursor={after}")).await;
        assert!(is_whole);
        let ids: Vec<_> = rest.iter().filter_map(|record| record["id"].as_i64()).collect();
        let there = sql_ids(&db, sent).await;
        assert_eq!(ids, there);
        insert(&db, &[row(unwanted)]).await;
    }
}

async fn sql_ids<B: Backend>(db: &B, first: i64) -> Vec<i64> {
    let mut query = sqlx::QueryBuilder::new("SELECT id FROM k WHERE id >= ");
    query.push(first).push(" ORDER BY id");
    db.fetch(&mut query).await
}

async fn an_error_in_the_first_batch_is_the_handlers_response<B: MappedExports>(db: B) {
    filled(&db, &fixture()).await;
    for accept in ["application/json", "application/jsonl", "text/event-stream"] {
        let request = Request::get("/without/5").header("accept", accept);
        let response = db.app().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), 422, "{accept}");
        let text = response.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(text, "nobody wants 5", "{accept}");
    }
}
