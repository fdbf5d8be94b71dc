use velithon::{paginate, sql, sql::SqlSource};

#[derive(serde::Serialize, sqlx::FromRow)]
struct User {
    id: i64,
}

#[paginate(total = none)]
async fn users(db: sqlx::SqlitePool) -> SqlSource<sqlx::Sqlite, User> {
    sql::select("SELECT id FROM users").on(db)
}

fn main() {}
