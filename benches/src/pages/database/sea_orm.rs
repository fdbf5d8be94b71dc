//! Its paginator and its cursor. Neither reads a row more to know whether there is a next page: that is taken from the
//! total, or guessed from a full page.

pub(super) mod entity;

use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::get,
};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, PaginatorTrait, QueryOrder, SqlxSqliteConnector};

use super::{
    answer::{self, CursorParams, Failed, PageParams, Total},
    data::sqlite::pool,
};
use entity::{Column, Entity, Model};

pub(super) fn app() -> Router {
    Router::new()
        .route("/none", get(none))
        .route("/exact", get(exact))
        .route("/cursor", get(cursor))
        .with_state(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool()))
}

impl From<DbErr> for Failed {
    fn from(error: DbErr) -> Self {
        Self::Database(error.to_string())
    }
}

async fn none(State(db): State<DatabaseConnection>, Query(params): Query<PageParams>) -> Result<Response, Failed> {
    let params = params.checked()?;
    let orders = Entity::find()
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id);
    let rows = orders.paginate(&db, params.size).fetch_page(params.page - 1).await?;
    let more = rows.len() as u64 == params.size;
    Ok(answer::page(&params, &rows, more, Total::None))
}

async fn exact(State(db): State<DatabaseConnection>, Query(params): Query<PageParams>) -> Result<Response, Failed> {
    let params = params.checked()?;
    let orders = Entity::find()
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id);
    let paginator = orders.paginate(&db, params.size);
    let rows = paginator.fetch_page(params.page - 1).await?;
    let total = paginator.num_items().await?;
    let more = params.page < total.div_ceil(params.size);
    Ok(answer::page(&params, &rows, more, Total::Exact(total)))
}

async fn cursor(State(db): State<DatabaseConnection>, Query(params): Query<CursorParams>) -> Result<Response, Failed> {
    let (after, size) = params.checked()?;
    let mut cursor = Entity::find().cursor_by((Column::CreatedAt, Column::Id));
    cursor.desc().first(size);
    if let Some(key) = after {
        // In its descending order, too, what follows a key is what comes after it.
        cursor.after(key);
    }
    let rows = cursor.all(&db).await?;
    let more = rows.len() as u64 == size;
    let key = |row: &Model| (row.created_at, row.id);
    Ok(answer::walk(&rows, more, size, after.is_none(), key))
}
