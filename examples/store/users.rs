//! Users, a page at a time.

use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, Pool};
use utoipa::ToSchema;
use velithon::{
    paginate,
    sql::{self, OrderBy, SqlDatabase, SqlRow, SqlSource},
};

#[derive(Serialize, FromRow, ToSchema)]
pub(crate) struct User {
    id: i64,
    name: String,
    nickname: Option<String>,
    email: String,
    active: bool,
    created_at: DateTime<Utc>,
}

/// The users, oldest first.
#[paginate(items = "users", size = 100, max_size = 1000, total = exact, openapi = User)]
#[utoipa::path(get, path = "/users", operation_id = "users")]
pub(crate) async fn list<DB: SqlDatabase>(State(db): State<Pool<DB>>) -> SqlSource<DB, User, OrderBy>
where
    User: SqlRow<DB>,
{
    sql::select("SELECT * FROM users").order_by("id").on(db)
}
