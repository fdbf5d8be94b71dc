//! Users, a page at a time.

use axum::extract::State;
use serde::Serialize;
use sqlx::{FromRow, SqlitePool};
use utoipa::ToSchema;
use velithon::{PageItems, PageRequest, paginate};

use crate::error::AppError;

#[derive(Serialize, FromRow, ToSchema)]
pub(crate) struct User {
    id: i64,
    name: String,
    email: String,
    active: bool,
    created_at: String,
}

/// The users, oldest first.
#[paginate(items = "users", size = 100, max_size = 1000, openapi)]
#[utoipa::path(get, path = "/users", operation_id = "users", responses(AppError))]
pub(crate) async fn list(State(db): State<SqlitePool>, page: PageRequest) -> Result<PageItems<User>, AppError> {
    let users = sqlx::query_as("SELECT * FROM users ORDER BY id LIMIT $1 OFFSET $2")
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(&db)
        .await?;
    let total: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM users").fetch_one(&db).await?;
    Ok(PageItems::new(users).total(total))
}
