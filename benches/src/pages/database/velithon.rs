use axum::{Router, extract::State, routing::get};
use sqlx::{Sqlite, SqlitePool};
use velithon::{
    paginate,
    sql::{self, OrderBy, SqlSource},
};

use super::data::{Order, SELECT, pool};

pub(super) fn app() -> Router {
    Router::new()
        .route("/none", get(none))
        .route("/exact", get(exact))
        .route("/capped", get(capped))
        .route("/cached", get(cached))
        .route("/cursor", get(cursor))
        .with_state(pool())
}

fn source(db: SqlitePool) -> SqlSource<Sqlite, Order, OrderBy> {
    sql::select(SELECT).order_by("created_at DESC, id DESC").on(db)
}

#[paginate(max_offset = none, total = none)]
async fn none(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Order, OrderBy> {
    source(db)
}

#[paginate(max_offset = none, total = exact)]
async fn exact(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Order, OrderBy> {
    source(db)
}

#[paginate(max_offset = none, total = capped(10_000))]
async fn capped(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Order, OrderBy> {
    source(db)
}

#[paginate(max_offset = none, total = cached("1h"))]
async fn cached(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Order, OrderBy> {
    source(db)
}

#[paginate(style = cursor)]
async fn cursor(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Order> {
    sql::select(SELECT).on(db)
}
