use futures::TryStreamExt;
use sqlx::{AssertSqlSafe, Either, Executor, IntoArguments};

use super::raw_key::RawKey;

/// Runs a statement, whose text is built from what the program says alone, and calls `take` with each row as it comes. `is_kept`
/// is whether the driver may keep it prepared.
///
/// Where the thread of an SQLite connection panics, its stream ends like one that is complete, but without the result that
/// ends the rows of a statement.
pub(super) async fn each_row<'c, DB, E>(
    db: E,
    sql: String,
    arguments: DB::Arguments,
    is_kept: bool,
    mut take: impl FnMut(&DB::Row) -> sqlx::Result<()>,
) -> sqlx::Result<()>
where
    DB: RawKey<Arguments: IntoArguments<DB>>,
    E: Executor<'c, Database = DB>,
{
    let query = sqlx::query_with::<DB, _>(AssertSqlSafe(sql), arguments).persistent(is_kept);
    let mut rows = db.fetch_many(query);
    let mut is_complete = false;
    while let Some(next) = rows.try_next().await.map_err(in_our_words::<DB>)? {
        match next {
            Either::Left(_) => is_complete = true,
            Either::Right(row) => take(&row)?,
        }
    }
    if is_complete {
        return Ok(());
    }
    Err(sqlx::Error::WorkerCrashed)
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
