//! The users again, by cursor: as fast at any depth, and no row lost or twice while others come and go.

use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, Pool};
use utoipa::ToSchema;
use velithon::{
    Keyset, paginate,
    sql::{self, SqlDatabase, SqlKeyset, SqlRow, SqlSource},
};

#[derive(Serialize, FromRow, Keyset, ToSchema)]
#[keyset(sort = "newest", created_at desc, id desc)]
#[keyset(sort = "nickname", nickname asc nulls last, id asc)]
pub(crate) struct Person {
    #[keyset(unique)]
    id: i64,
    name: String,
    nickname: Option<String>,
    created_at: DateTime<Utc>,
}

/// The users, by cursor: a page, or all of them: as lines or events that can be resumed after a cut, or as a table.
#[paginate(items = "people", style = cursor, export, formats = [ndjson, sse, csv], size = 50, openapi = Person)]
#[utoipa::path(get, path = "/people", operation_id = "people")]
pub(crate) async fn list<DB: SqlDatabase>(State(db): State<Pool<DB>>) -> SqlSource<DB, Person>
where
    Person: SqlRow<DB> + SqlKeyset<DB>,
{
    sql::select("SELECT id, name, nickname, created_at FROM users").on(db)
}
