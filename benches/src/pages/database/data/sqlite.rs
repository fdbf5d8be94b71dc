use std::{env, fs, path::PathBuf};

use sqlx::{
    AssertSqlSafe, SqlitePool,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};

use super::{COLUMNS, INDEX, ROWS};
use crate::failure::Failure;

fn file() -> Result<PathBuf, Failure> {
    Ok(env::current_exe()?.with_extension("pages-1.db"))
}

/// Makes the database, beside the program, where there is none yet.
pub(in crate::pages::database) async fn make() -> Result<(), Failure> {
    let path = file()?;
    if path.exists() {
        return Ok(());
    }
    let partial = path.with_extension(format!("{}.partial", std::process::id()));
    let options = SqliteConnectOptions::new().filename(&partial).create_if_missing(true);
    let db = SqlitePool::connect_with(options).await?;
    let table = "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, name TEXT NOT NULL,
        cents INTEGER NOT NULL, status TEXT NOT NULL, created_at INTEGER NOT NULL)";
    let fill = format!(
        "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {ROWS}) INSERT INTO orders SELECT {COLUMNS} FROM n"
    );
    for statement in [table.to_owned(), fill, INDEX.to_owned()] {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&db).await?;
    }
    db.close().await;
    Ok(fs::rename(partial, &path)?)
}

/// A pool of one connection, as one page is asked for at a time.
pub(in crate::pages::database) fn pool() -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(file().unwrap_or_default())
        .read_only(true);
    SqlitePoolOptions::new().max_connections(1).connect_lazy_with(options)
}
