//! A table of orders in a database beside the program, as owned values and as views of the driver's own.

use std::{path::PathBuf, sync::OnceLock};

use serde::Serialize;
use sqlx::{
    FromRow, Row as _, SqlitePool,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteRow},
};

use crate::failure::Failure;

pub(super) const ROWS: u32 = 100_000;
pub(super) const SELECT: &str =
    "SELECT id, customer, name, product, cents, status, created_at FROM orders ORDER BY id LIMIT $1";

#[derive(Serialize, FromRow)]
pub(super) struct Order {
    id: i64,
    customer: i64,
    name: String,
    product: String,
    cents: i64,
    status: String,
    created_at: String,
}

#[derive(Serialize)]
pub(super) struct OrderView<'r> {
    id: i64,
    customer: i64,
    name: &'r str,
    product: &'r str,
    cents: i64,
    status: &'r str,
    created_at: &'r str,
}

impl<'r> OrderView<'r> {
    pub(super) fn of(row: &'r SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get(0)?,
            customer: row.try_get(1)?,
            name: row.try_get(2)?,
            product: row.try_get(3)?,
            cents: row.try_get(4)?,
            status: row.try_get(5)?,
            created_at: row.try_get(6)?,
        })
    }
}

#[cfg(feature = "rusqlite")]
impl<'r> OrderView<'r> {
    pub(super) fn of_rusqlite(row: &'r rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            customer: row.get(1)?,
            name: row.get_ref(2)?.as_str()?,
            product: row.get_ref(3)?.as_str()?,
            cents: row.get(4)?,
            status: row.get_ref(5)?.as_str()?,
            created_at: row.get_ref(6)?.as_str()?,
        })
    }
}

/// Where the database is.
pub(super) fn path() -> PathBuf {
    std::env::current_exe().unwrap_or_default().with_extension("1.db")
}

/// The path of the database, which is made beside the program where it is missing.
pub(super) fn file() -> Result<PathBuf, Failure> {
    let path = path();
    if path.exists() {
        return Ok(path);
    }
    let partial = path.with_extension(format!("{}.partial", std::process::id()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(&partial).create_if_missing(true);
        let db = SqlitePool::connect_with(options).await?;
        sqlx::query(
            "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, name TEXT NOT NULL,
             product TEXT NOT NULL, cents INTEGER NOT NULL, status TEXT NOT NULL, created_at TEXT NOT NULL)",
        )
        .execute(&db)
        .await?;
        sqlx::query(
            "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < $1)
             INSERT INTO orders SELECT n, 100000 + n * 7919 % 900000, 'Customer ' || n, 'Desk lamp, brass, 40 cm',
             10000 + n * 31 % 90000, CASE n % 3 WHEN 0 THEN 'paid' ELSE 'open' END, '2026-03-14T15:09:26Z' FROM n",
        )
        .bind(ROWS)
        .execute(&db)
        .await?;
        db.close().await;
        Ok::<_, sqlx::Error>(())
    })?;
    std::fs::rename(partial, &path)?;
    Ok(path)
}

/// The one pool of the process; `'static`, because a peer's streams have to borrow it for that long.
pub(super) fn pool() -> &'static SqlitePool {
    static POOL: OnceLock<SqlitePool> = OnceLock::new();
    POOL.get_or_init(|| {
        let options = SqliteConnectOptions::new()
            .filename(path())
            .read_only(true)
            .row_buffer_size(500);
        SqlitePoolOptions::new().connect_lazy_with(options)
    })
}
