use velithon::{Keyset, paginate, sql, sql::SqlSource};

#[derive(serde::Serialize, sqlx::FromRow, Keyset)]
#[keyset(sort = "id", id)]
struct User {
    #[keyset(unique)]
    id: i64,
}

#[paginate(style = cursor)]
async fn users(db: sqlx::SqlitePool) -> Result<SqlSource<sqlx::Sqlite, User>, String> {
    let mut transaction = db.begin().await.map_err(|error| error.to_string())?;
    Ok(sql::select("SELECT id FROM users").on(&mut transaction))
}

fn main() {}
