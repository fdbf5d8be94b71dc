//! The table's handlers, for each database.

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use sqlx::{AssertSqlSafe, Executor, Row as _};
use velithon::{
    Emitter, paginate,
    sql::{self, SqlSource},
    stream_json,
};

use crate::{KEYS, rows::Row};

/// What a statement failed with, for the script to show.
struct Refused(sqlx::Error);

impl From<sqlx::Error> for Refused {
    fn from(error: sqlx::Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, self.0.to_string()).into_response()
    }
}

macro_rules! handlers {
    ($name:ident, $module:ident, $db:ty) => {
        mod $module {
            use super::*;

            type Db = sqlx::Pool<$db>;

            #[paginate(style = cursor, export, batch = 50)]
            async fn rows(State(db): State<Db>) -> SqlSource<$db, Row> {
                sql::select("SELECT * FROM rows").on(db)
            }

            #[paginate(style = cursor, export, batch = 50, sign = KEYS)]
            async fn signed(State(db): State<Db>) -> SqlSource<$db, Row> {
                sql::select("SELECT * FROM rows WHERE n >= $1").bind(0_i64).on(db)
            }

            #[paginate(style = cursor, export, batch = 50, deadline = "20ms")]
            async fn hurried(State(db): State<Db>) -> SqlSource<$db, Row> {
                sql::select("SELECT * FROM rows").on(db)
            }

            /// With the batch that a handler has where it says nothing.
            #[paginate(style = cursor, export)]
            async fn all(State(db): State<Db>) -> SqlSource<$db, Row> {
                sql::select("SELECT * FROM rows").on(db)
            }

            /// Pages alone, to compare the cost of a page with.
            #[paginate(style = cursor)]
            async fn paged(State(db): State<Db>) -> SqlSource<$db, Row> {
                sql::select("SELECT * FROM rows").on(db)
            }

            /// The same rows by one statement, to compare with.
            #[stream_json(end_record = on)]
            async fn streamed(State(db): State<Db>, rows: &Emitter<Row>) -> Result<(), Refused> {
                let stream = sqlx::query_as::<_, Row>("SELECT * FROM rows ORDER BY id").fetch(&db);
                Ok(rows.emit_all(stream).await?)
            }

            /// Runs statements.
            async fn write(State(db): State<Db>, statements: String) -> Result<(), Refused> {
                let run = db.execute(sqlx::raw_sql(AssertSqlSafe(statements))).await;
                Ok(run.map(drop)?)
            }

            /// The numbers that a statement results in, as JSON.
            async fn numbers(State(db): State<Db>, statement: String) -> Result<String, Refused> {
                let rows = sqlx::query(AssertSqlSafe(statement)).fetch_all(&db).await?;
                let numbers: Vec<String> = rows.iter().map(|row| row.get::<i64, _>(0).to_string()).collect();
                Ok(format!("[{}]", numbers.join(",")))
            }

            pub(super) fn app(db: Db) -> Router {
                Router::new()
                    .route("/rows", get(rows))
                    .route("/signed", get(signed))
                    .route("/hurried", get(hurried))
                    .route("/all", get(all))
                    .route("/paged", get(paged))
                    .route("/streamed", get(streamed))
                    .route("/write", post(write))
                    .route("/numbers", post(numbers))
                    .with_state(db)
            }
        }

        pub(crate) fn $name(db: sqlx::Pool<$db>) -> Router {
            $module::app(db)
        }
    };
}

handlers!(on_sqlite, over_sqlite, sqlx::Sqlite);
handlers!(on_postgres, over_postgres, sqlx::Postgres);
