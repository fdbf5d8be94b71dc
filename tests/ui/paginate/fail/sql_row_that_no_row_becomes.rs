use velithon::{paginate, sql, sql::{OrderBy, SqlSource}};

#[derive(serde::Serialize)]
struct User {
    id: i64,
}

#[paginate(total = none)]
async fn users(db: sqlx::SqlitePool) -> SqlSource<sqlx::Sqlite, User, OrderBy> {
    sql::select("SELECT id FROM users").order_by("id").on(db)
}

fn main() {}
