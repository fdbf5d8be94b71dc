//! The same pages of sea-orm's selects, on the connections that its paginator and its cursor have.

use axum::{Router, extract::State, routing::get};
use sea_orm::{DatabaseConnection, EntityTrait, SqlxSqliteConnector};
use velithon::{
    paginate,
    sql::{self, KeysetOrder, Named, SeaOrmSource},
};

use super::{
    data::sqlite::pool,
    sea_orm::entity::{Entity, Model},
};

pub(super) fn app() -> Router {
    Router::new()
        .route("/none", get(none))
        .route("/exact", get(exact))
        .route("/capped", get(capped))
        .route("/cached", get(cached))
        .route("/cursor", get(cursor))
        .with_state(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool()))
}

#[paginate(max_offset = none, total = none)]
async fn none(State(db): State<DatabaseConnection>) -> SeaOrmSource<Model> {
    sql::find(Entity::find()).on(db)
}

#[paginate(max_offset = none, total = exact)]
async fn exact(State(db): State<DatabaseConnection>) -> SeaOrmSource<Model> {
    sql::find(Entity::find()).on(db)
}

#[paginate(max_offset = none, total = capped(10_000))]
async fn capped(State(db): State<DatabaseConnection>) -> SeaOrmSource<Model> {
    sql::find(Entity::find()).on(db)
}

#[paginate(max_offset = none, total = cached("1h"))]
async fn cached(State(db): State<DatabaseConnection>) -> SeaOrmSource<Model, KeysetOrder, Named> {
    sql::find(Entity::find()).on(db).named("orders")
}

#[paginate(style = cursor)]
async fn cursor(State(db): State<DatabaseConnection>) -> SeaOrmSource<Model> {
    sql::find(Entity::find()).on(db)
}
