//! The same rows as lines: by exports of several batch sizes, by one statement, and by a loop over pages as it is written by hand.

use axum::{
    Router,
    body::Body,
    extract::{Query, State},
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use futures::stream;
use http::StatusCode;
use serde::Deserialize;
use velithon::{
    Emitter, paginate,
    sql::{self, SqlSource},
    stream_json,
};

use super::data::{self, Order, SELECT};

pub(super) const FIRST: &str = "SELECT id, customer, name, cents, status FROM exported ORDER BY id LIMIT $1";
const NEXT: &str = "SELECT id, customer, name, cents, status FROM exported WHERE id > $1 ORDER BY id LIMIT $2";

/// How many rows a client wants, as an export takes it.
#[derive(Deserialize)]
pub(super) struct Wanted {
    pub(super) size: i64,
}

struct Failed(sqlx::Error);

impl From<sqlx::Error> for Failed {
    fn from(error: sqlx::Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, self.0.to_string()).into_response()
    }
}

macro_rules! handlers {
    ($module:ident, $db:ty, $pool:path) => {
        pub(super) mod $module {
            use super::*;

            type Db = sqlx::Pool<$db>;

            fn source(db: Db) -> SqlSource<$db, Order> {
                sql::select(SELECT).on(db)
            }

            #[paginate(style = cursor, export, batch = 100)]
            async fn hundred(State(db): State<Db>) -> SqlSource<$db, Order> {
                source(db)
            }

            #[paginate(style = cursor, export)]
            async fn by_default(State(db): State<Db>) -> SqlSource<$db, Order> {
                source(db)
            }

            #[paginate(style = cursor, export, batch = 10_000)]
            async fn ten_thousand(State(db): State<Db>) -> SqlSource<$db, Order> {
                source(db)
            }

            #[stream_json(end_record = on)]
            async fn one_statement(
                State(db): State<Db>,
                Query(wanted): Query<Wanted>,
                rows: &Emitter<Order>,
            ) -> Result<(), Failed> {
                let found = sqlx::query_as::<_, Order>(FIRST).bind(wanted.size).fetch(&db);
                Ok(rows.emit_all(found).await?)
            }

            /// A query for each 1,000 rows, and each batch as one piece of the body.
            async fn by_hand(State(db): State<Db>, Query(wanted): Query<Wanted>) -> Body {
                Body::from_stream(stream::try_unfold((0, wanted.size), move |(after, left)| {
                    let db = db.clone();
                    async move {
                        let rows = sqlx::query_as::<_, Order>(NEXT).bind(after).bind(left.min(1000));
                        let rows: Vec<Order> = rows.fetch_all(&db).await?;
                        let Some(last) = rows.last().map(|row| row.id) else {
                            return Ok::<_, Box<dyn std::error::Error + Send + Sync>>(None);
                        };
                        let mut text = Vec::with_capacity(128 * 1024);
                        for row in &rows {
                            serde_json::to_writer(&mut text, row)?;
                            text.push(b'\n');
                        }
                        let read = i64::try_from(rows.len())?;
                        Ok(Some((Bytes::from(text), (last, left - read))))
                    }
                }))
            }

            fn app(lines: axum::routing::MethodRouter<Db>) -> Router {
                Router::new()
                    .route("/", lines)
                    .route("/page", get(by_default))
                    .with_state($pool())
            }

            pub(crate) fn export_100() -> Router {
                app(get(hundred))
            }

            pub(crate) fn export() -> Router {
                app(get(by_default))
            }

            pub(crate) fn export_10_000() -> Router {
                app(get(ten_thousand))
            }

            pub(crate) fn streamed() -> Router {
                app(get(one_statement))
            }

            pub(crate) fn keyset_loop() -> Router {
                app(get(by_hand))
            }
        }
    };
}

handlers!(sqlite, sqlx::Sqlite, data::sqlite);
handlers!(postgres, sqlx::Postgres, crate::postgres::pool);
