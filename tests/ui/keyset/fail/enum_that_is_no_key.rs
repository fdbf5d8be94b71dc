use serde::Serialize;
use sqlx::{FromRow, SqlitePool};
use velithon::{Keyset, paginate, sql, sql::SqlSource};

#[derive(Serialize, sqlx::Type)]
enum Priority { Low, High }

#[derive(Serialize, FromRow, Keyset)]
#[keyset(sort = "urgent", priority desc, id asc)]
struct Task { #[keyset(unique)] id: i64, priority: Priority }

#[paginate(style = cursor)]
async fn tasks(db: SqlitePool) -> SqlSource<sqlx::Sqlite, Task> { sql::select("SELECT * FROM tasks").on(&db) }

fn main() {}
