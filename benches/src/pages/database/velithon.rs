//! The same pages of Velithon.

#[cfg(feature = "tokio-postgres")]
pub(super) mod tokio_postgres;

use axum::{Router, extract::State, routing::get};
use sqlx::Pool;
use velithon::{
    paginate,
    sql::{self, OrderBy, SqlSource},
};

use super::data::{self, Order, SELECT};

macro_rules! handlers {
    ($module:ident, $database:ident) => {
        pub(super) mod $module {
            use sqlx::$database;

            use super::*;

            type Db = Pool<$database>;

            pub(crate) fn app() -> Router {
                Router::new()
                    .route("/none", get(none))
                    .route("/exact", get(exact))
                    .route("/capped", get(capped))
                    .route("/cached", get(cached))
                    .route("/cursor", get(cursor))
                    .with_state(data::$module::pool())
            }

            fn source(db: Db) -> SqlSource<$database, Order, OrderBy> {
                sql::select(SELECT).order_by("created_at DESC, id DESC").on(db)
            }

            #[paginate(max_offset = none, total = none)]
            async fn none(State(db): State<Db>) -> SqlSource<$database, Order, OrderBy> {
                source(db)
            }

            #[paginate(max_offset = none, total = exact)]
            async fn exact(State(db): State<Db>) -> SqlSource<$database, Order, OrderBy> {
                source(db)
            }

            #[paginate(max_offset = none, total = capped(10_000))]
            async fn capped(State(db): State<Db>) -> SqlSource<$database, Order, OrderBy> {
                source(db)
            }

            #[paginate(max_offset = none, total = cached("1h"))]
            async fn cached(State(db): State<Db>) -> SqlSource<$database, Order, OrderBy> {
                source(db)
            }

            #[paginate(style = cursor)]
            async fn cursor(State(db): State<Db>) -> SqlSource<$database, Order> {
                sql::select(SELECT).on(db)
            }
        }
    };
}

handlers!(sqlite, Sqlite);
#[cfg(feature = "postgres")]
handlers!(postgres, Postgres);
