use futures::TryStreamExt;
use sqlx::{AssertSqlSafe, Database, Executor, IntoArguments};

/// Runs a statement, whose text is built from what the program says alone, and calls `take` with each row as it comes.
pub(super) async fn each_row<'c, DB, E>(
    db: E,
    sql: String,
    arguments: DB::Arguments,
    mut take: impl FnMut(&DB::Row) -> sqlx::Result<()>,
) -> sqlx::Result<()>
where
    DB: Database<Arguments: IntoArguments<DB>>,
    E: Executor<'c, Database = DB>,
{
    let mut rows = sqlx::query_with::<DB, _>(AssertSqlSafe(sql), arguments).fetch(db);
    while let Some(row) = rows.try_next().await? {
        take(&row)?;
    }
    Ok(())
}
