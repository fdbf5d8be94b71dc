use std::path::PathBuf;

use serde::Serialize;
use sqlx::{
    FromRow, SqlitePool,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use velithon::Keyset;

use crate::failure::Failure;

pub(super) const ROWS: u32 = 1_000_000;
pub(super) const SELECT: &str = "SELECT id, customer, name, cents, status, created_at FROM orders";

#[derive(Serialize, FromRow, Keyset)]
#[keyset(sort = "newest", created_at desc, id desc)]
pub(super) struct Order {
    #[keyset(unique)]
    pub(super) id: i64,
    customer: i64,
    name: String,
    cents: i64,
    status: String,
    pub(super) created_at: i64,
}

fn file() -> Result<PathBuf, Failure> {
    Ok(std::env::current_exe()?.with_extension("pages-1.db"))
}

/// Makes the database, beside the program, where there is none yet.
pub(super) fn make() -> Result<(), Failure> {
    let path = file()?;
    if path.exists() {
        return Ok(());
    }
    let partial = path.with_extension(format!("{}.partial", std::process::id()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(&partial).create_if_missing(true);
        let db = SqlitePool::connect_with(options).await?;
        sqlx::query(
            "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, name TEXT NOT NULL,
             cents INTEGER NOT NULL, status TEXT NOT NULL, created_at INTEGER NOT NULL)",
        )
        .execute(&db)
        .await?;
        // Three orders a second, so that the order's first column alone does not tell rows apart.
        sqlx::query(
            "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < $1)
             INSERT INTO orders SELECT n, 100000 + n * 7919 % 900000, 'Customer ' || n, 10000 + n * 31 % 90000,
             CASE n % 3 WHEN 0 THEN 'paid' ELSE 'open' END, 1773500000 + n / 3 FROM n",
        )
        .bind(ROWS)
        .execute(&db)
        .await?;
        sqlx::query("CREATE INDEX newest ON orders (created_at, id)")
            .execute(&db)
            .await?;
        db.close().await;
        Ok::<_, sqlx::Error>(())
    })?;
    Ok(std::fs::rename(partial, &path)?)
}

/// A pool of one connection, as one page is asked for at a time.
pub(super) fn pool() -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(file().unwrap_or_default())
        .read_only(true);
    SqlitePoolOptions::new().max_connections(1).connect_lazy_with(options)
}
