//! The table that is exported.

use std::{
    env, fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::Serialize;
use sqlx::{
    FromRow, SqlitePool,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use velithon::Keyset;

use crate::{failure::Failure, postgres};

pub(super) const SELECT: &str = "SELECT id, customer, name, cents, status FROM exported";

#[derive(Serialize, FromRow, Keyset)]
#[keyset(sort = "id", id asc)]
pub(super) struct Order {
    #[keyset(unique)]
    pub(super) id: i64,
    customer: i64,
    name: String,
    cents: i64,
    status: String,
}

#[cfg(feature = "tokio-postgres")]
impl Order {
    pub(super) fn of(row: &tokio_postgres::Row) -> Result<Self, tokio_postgres::Error> {
        Ok(Self {
            id: row.try_get(0)?,
            customer: row.try_get(1)?,
            name: row.try_get(2)?,
            cents: row.try_get(3)?,
            status: row.try_get(4)?,
        })
    }
}

const TABLE: &str = "CREATE TABLE exported (id BIGINT PRIMARY KEY, customer BIGINT NOT NULL, name TEXT NOT NULL,
    cents BIGINT NOT NULL, status TEXT NOT NULL)";
const COLUMNS: &str = "n, 100000 + n * 7919 % 900000, 'Customer ' || n, 10000 + n * 31 % 90000,
    CASE n % 3 WHEN 0 THEN 'paid' ELSE 'open' END";

/// What leads to the database of the run.
fn file() -> Result<PathBuf, Failure> {
    Ok(env::current_exe()?.with_extension("exports.db"))
}

/// Makes the database of so many rows, beside the program, where there is none yet.
pub(super) async fn make_sqlite(rows: u32) -> Result<(), Failure> {
    let path = env::current_exe()?.with_extension(format!("exports-1-{rows}.db"));
    if !path.exists() {
        fill_sqlite(&path, rows).await?;
    }
    let link = file()?;
    if link.is_symlink() {
        fs::remove_file(&link)?;
    }
    Ok(symlink(path, link)?)
}

async fn fill_sqlite(path: &Path, rows: u32) -> Result<(), Failure> {
    let partial = path.with_extension(format!("{}.partial", std::process::id()));
    let options = SqliteConnectOptions::new().filename(&partial).create_if_missing(true);
    let db = SqlitePool::connect_with(options).await?;
    // An `INTEGER PRIMARY KEY` is SQLite's row id, as tables there have it.
    let table = TABLE.replace("id BIGINT", "id INTEGER");
    let fill = format!(
        "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {rows}) INSERT INTO exported SELECT {COLUMNS} FROM n"
    );
    for statement in [table, fill] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&db).await?;
    }
    db.close().await;
    Ok(fs::rename(partial, path)?)
}

/// Makes the table of so many rows in the PostgreSQL that the environment names.
pub(super) async fn make_postgres(rows: u32) -> Result<(), Failure> {
    let fill = format!("INSERT INTO exported SELECT {COLUMNS} FROM generate_series(1::bigint, {rows}) n");
    postgres::execute([
        "DROP TABLE IF EXISTS exported".to_owned(),
        TABLE.to_owned(),
        fill,
        "VACUUM ANALYZE exported".to_owned(),
    ])
    .await
}

/// A pool of one connection, which nobody may keep from the others.
pub(super) fn sqlite() -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(file().unwrap_or_default())
        .read_only(true)
        .row_buffer_size(500);
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(5));
    pool.connect_lazy_with(options)
}
