//! Handlers over SQL, as a client meets them.

use axum::{Router, extract::State, response::IntoResponse, routing::get};
use http::StatusCode;
use serde_json::json;
use sqlx::{Pool, QueryBuilder};
use velithon::{
    CursorRequest, PageItems, RequestHead, paginate,
    sql::{self, OrderBy, SqlSource},
    testing::{self},
};

use crate::{
    ask::ask,
    backend::{Backend, InMemory, OnMariaDb, OnServer},
    rows::{ORDERS, Row, filled, fixture, name, row, unpaged},
};

struct AppError(sqlx::Error);

impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> axum::response::Response {
        (StatusCode::INTERNAL_SERVER_ERROR, self.0.to_string()).into_response()
    }
}

/// The handlers as users write them: for one database, by its name.
macro_rules! handlers {
    ($module:ident, $backend:ty, $db:ty) => {
        mod $module {
            use super::*;

            type Db = Pool<$db>;

            #[paginate(style = cursor)]
            async fn returned(State(db): State<Db>) -> SqlSource<$db, Row> {
                sql::select("SELECT * FROM k WHERE id >= $1").bind(0_i64).on(db)
            }

            #[paginate(style = cursor, total = exact)]
            async fn counted(State(db): State<Db>) -> SqlSource<$db, Row> {
                sql::select("SELECT * FROM k WHERE id >= $1").bind(20_i64).on(db)
            }

            #[paginate(style = cursor, total = capped(50), export)]
            async fn capped_export(State(db): State<Db>) -> SqlSource<$db, Row> {
                sql::select("SELECT * FROM k").on(db)
            }

            #[paginate]
            async fn told(State(db): State<Db>, page: CursorRequest<Row>) -> Result<PageItems<Row>, AppError> {
                let mut rows = page.apply(QueryBuilder::new("SELECT * FROM k"))?;
                Ok(PageItems::new(rows.build_query_as().fetch_all(&db).await?))
            }

            #[paginate]
            async fn fetched(State(db): State<Db>, page: CursorRequest<Row>) -> Result<PageItems<Row>, AppError> {
                Ok(page.fetch(QueryBuilder::new("SELECT * FROM k"), &db).await?)
            }

            #[paginate(style = cursor)]
            async fn in_a_transaction(State(db): State<Db>) -> Result<SqlSource<$db, Row>, AppError> {
                Ok(sql::select("SELECT * FROM k").on(db.begin().await?))
            }

            #[paginate]
            async fn pages(State(db): State<Db>) -> SqlSource<$db, Row> {
                sql::select("SELECT * FROM k").on(&db)
            }

            #[paginate(style = offset, total = capped(50))]
            async fn offsets(State(db): State<Db>) -> SqlSource<$db, Row, OrderBy> {
                sql::select("SELECT * FROM k").order_by("g, id").on(db)
            }

            #[paginate(total = cached("1h"))]
            async fn cached(head: RequestHead, State(db): State<Db>) -> SqlSource<$db, Row> {
                let g = if head.query().unwrap_or_default().contains("g=1") {
                    1_i64
                } else {
                    2
                };
                sql::select("SELECT * FROM k WHERE g = $1").bind(g).on(db)
            }

            #[paginate(style = cursor)]
            async fn broken(State(db): State<Db>) -> SqlSource<$db, Row> {
                sql::select("SELECT * FROM secret_table").on(db)
            }

            pub(super) fn app(db: Db) -> Router {
                Router::new()
                    .route("/returned", get(returned))
                    .route("/counted", get(counted))
                    .route("/capped", get(capped_export))
                    .route("/told", get(told))
                    .route("/fetched", get(fetched))
                    .route("/transaction", get(in_a_transaction))
                    .route("/pages", get(pages))
                    .route("/offsets", get(offsets))
                    .route("/cached", get(cached))
                    .route("/broken", get(broken))
                    .with_state(db)
            }

            impl Handlers for $backend {
                fn app(&self) -> Router {
                    app(self.pool().clone())
                }
            }
        }
    };
}

/// The handlers over a backend's database.
trait Handlers: Backend {
    fn app(&self) -> Router;
}

handlers!(over_sqlite, InMemory, sqlx::Sqlite);
handlers!(over_postgres, OnServer, sqlx::Postgres);
handlers!(over_mariadb, OnMariaDb, sqlx::MySql);

on_all! {
    walks_of_every_order,
    deep_pages_are_refused,
    pages_and_totals,
    walks_with_totals,
    counts_are_shared_by_their_values,
    an_error_stays_in_the_log,
    keys_that_no_row_can_have,
}

async fn walks_of_every_order<B: Handlers>(db: B)
where
    Row: crate::rows::Rows<B::Db>,
{
    filled(&db, &fixture()).await;
    let app = db.app();
    for sort in 0..ORDERS.len() {
        let expected = unpaged(&db, sort).await;
        let order: String = url::form_urlencoded::byte_serialize(name(sort).as_bytes()).collect();
        for path in ["returned", "told", "fetched", "transaction"] {
            let walk = testing::walk(app.clone(), &format!("/{path}?sort={order}")).by("id");
            let walk = walk.sizes([2, 7, 60]);
            walk.expect(&expected)
                .await
                .unwrap_or_else(|fault| panic!("{path} by {order}: {fault}"));
        }
    }
}

async fn deep_pages_are_refused<B: Handlers>(db: B) {
    let (status, problem) = ask(&db.app(), "/pages?page=502&size=100").await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::BAD_REQUEST, &"offset-too-deep".into())
    );
    assert_eq!(problem["max_offset"], 50_000);
}

async fn pages_and_totals<B: Handlers>(db: B) {
    filled(&db, &fixture()).await;
    let app = db.app();
    let (_, page) = ask(&app, "/pages?page=3&size=20").await;
    assert_eq!((&page["total"], &page["total_kind"]), (&60.into(), &"exact".into()));
    assert_eq!(page["items"][0]["id"], 40);
    let (_, page) = ask(&app, "/offsets?offset=20&limit=3").await;
    assert_eq!((&page["total"], &page["total_kind"]), (&50.into(), &"at_least".into()));
    let rows: Vec<_> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_i64().unwrap())
        .collect();
    assert_eq!(rows, [1, 4, 7]);
}

async fn walks_with_totals<B: Handlers>(db: B) {
    filled(&db, &fixture()).await;
    let app = db.app();
    for (path, total) in [("/counted", json!([40, "exact"])), ("/capped", json!([50, "at_least"]))] {
        let mut uri = format!("{path}?size=15");
        for _ in 0..3 {
            let (_, page) = ask(&app, &uri).await;
            assert_eq!(json!([page["total"], page["total_kind"]]), total, "{uri}");
            uri = format!(
                "{path}?size=15&cursor={}",
                page["next_cursor"].as_str().unwrap_or_default()
            );
        }
    }
    let (_, lines) = ask(&app, "/counted?size=40").await;
    assert_eq!(json!([lines["total"], lines["next_cursor"]]), json!([40, null]));
}

/// An hour's cache: what it has is found again for the same value, and for no other.
async fn counts_are_shared_by_their_values<B: Handlers>(db: B) {
    filled(&db, &fixture()).await;
    let app = db.app();
    let total = async |uri| ask(&app, uri).await.1["total"].clone();
    assert_eq!(total("/cached?g=1&size=5").await, 20);
    db.run("DELETE FROM k WHERE id IN (0, 1, 2, 4)").await;
    assert_eq!(total("/cached?g=1&size=5").await, 20);
    assert_eq!(total("/cached?g=2&size=5").await, 19);
}

async fn an_error_stays_in_the_log<B: Handlers>(db: B) {
    let (status, problem) = ask(&db.app(), "/broken").await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!problem.to_string().contains("secret_table"), "{problem}");
}

/// Such as PostgreSQL has no place for: a client made them up, and that is its error.
async fn keys_that_no_row_can_have<B: Handlers>(db: B) {
    filled(&db, &fixture()).await;
    let app = db.app();
    for (sort, first) in [
        (
            "names",
            Row {
                s: Some("nu\0l".to_owned()),
                ..row(9)
            },
        ),
        (
            "moments",
            Row {
                moment: chrono::DateTime::<chrono::Utc>::MIN_UTC,
                ..row(9)
            },
        ),
    ] {
        // The cursor after such a row, as a handler over rows in memory makes it for the same path and parameters: its values
        // are typed, and those of a database are its own.
        let rows = vec![first.clone(), Row { id: 10, ..first }];
        let in_memory = Router::new().route("/returned", get(in_memory)).with_state(rows);
        let uri = format!("/returned?sort={sort}&size=1");
        let (_, page) = ask(&in_memory, &uri).await;
        let cursor = page["next_cursor"].as_str().unwrap();
        let (status, body) = ask(&app, &format!("{uri}&cursor={cursor}")).await;
        let refused = status == StatusCode::BAD_REQUEST && body["code"] == "invalid-cursor";
        assert!(refused, "{sort}: {body}");
    }
}

#[paginate(style = cursor)]
async fn in_memory(State(rows): State<Vec<Row>>) -> Vec<Row> {
    rows
}
