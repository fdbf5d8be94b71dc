use futures::TryStreamExt;
use sqlx::{AssertSqlSafe, Executor, IntoArguments};

use super::raw_key::RawKey;

/// Runs a statement, whose text is built from what the program says alone, and calls `take` with each row as it comes.
pub(super) async fn each_row<'c, DB, E>(
    db: E,
    sql: String,
    arguments: DB::Arguments,
    mut take: impl FnMut(&DB::Row) -> sqlx::Result<()>,
) -> sqlx::Result<()>
where
    DB: RawKey<Arguments: IntoArguments<DB>>,
    E: Executor<'c, Database = DB>,
{
    let mut rows = sqlx::query_with::<DB, _>(AssertSqlSafe(sql), arguments).fetch(db);
    while let Some(row) = rows.try_next().await.map_err(in_our_words::<DB>)? {
        take(&row)?;
    }
    Ok(())
}

/// The error of a statement. Where one database says itself what is found out about the others' results, it says the same.
pub(super) fn in_our_words<DB: RawKey>(error: sqlx::Error) -> sqlx::Error {
    match DB::refused_name(&error) {
        Some(name) => two_columns_of(&name),
        None => error,
    }
}

/// The error of a statement with two columns of one name.
pub(super) fn two_columns_of(name: &str) -> sqlx::Error {
    sqlx::Error::InvalidArgument(format!(
        "the statement has two columns of the name `{name}`; give each a name of its own, such as `t.{name} AS t_{name}`"
    ))
}
