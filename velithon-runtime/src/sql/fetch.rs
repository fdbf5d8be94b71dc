use sqlx::{Executor, QueryBuilder};

use super::{
    bind::SqlKeyset,
    database::{ReadRow, SqlDatabase},
    key_fault::blame_the_key,
    row_reader::{Keep, RowReader},
    run::each_row,
};
use crate::{
    keyset::KeyError,
    page::{CursorRequest, PageItems},
};

impl<T> CursorRequest<T> {
    /// Reads these rows of what the builder selects, for handlers that run their queries themselves.
    ///
    /// What is in the builder becomes a sub-select, as for [`apply`](Self::apply). The rows keep the database's own values of
    /// the order's columns, so that the cursors of the page compare with what is stored, whatever the types of the row's
    /// fields make of it.
    ///
    /// A key that the database refuses, which a client made up, gives no rows and no error: whatever the handler does with
    /// what it gets, the answer is 400, code `invalid-cursor`.
    ///
    /// A row with a NULL in a column of the order that is no `Option` is an error where it is read, and lost where NULLs come last:
    /// such a column is `NOT NULL`, or its field an `Option`. Where no row comes, nothing says whether the cursor is from before
    /// a column had its type. A returned [`SqlSource`](crate::sql::SqlSource) finds out about both.
    ///
    /// # Errors
    ///
    /// What is in the builder is no single statement, or its values do not match its placeholders; two columns of the result
    /// have one name; a column of the order is an `ENUM` or a `SET` of MySQL, which sorts them by a number that it does not send,
    /// or a `BIT` of it that is computed; whatever the database reports.
    ///
    /// # Cancel safety
    ///
    /// Dropped, it is as if the query had been dropped.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "sqlx-sqlite")] mod example {
    /// use serde::Serialize;
    /// use sqlx::{FromRow, QueryBuilder, SqlitePool};
    /// use velithon::{CursorRequest, Keyset, PageItems};
    ///
    /// #[derive(Serialize, FromRow, Keyset)]
    /// #[keyset(sort = "newest", id desc)]
    /// struct User {
    ///     #[keyset(unique)]
    ///     id: i64,
    ///     name: String,
    /// }
    ///
    /// /// Called by a handler under `#[paginate]`, which has `page` and an error of its own.
    /// async fn active(db: SqlitePool, page: CursorRequest<User>) -> sqlx::Result<PageItems<User>> {
    ///     page.fetch(QueryBuilder::new("SELECT * FROM users WHERE active"), &db).await
    /// }
    /// # }
    /// ```
    pub async fn fetch<'c, DB, E>(&self, builder: QueryBuilder<DB>, db: E) -> sqlx::Result<PageItems<T>>
    where
        DB: SqlDatabase,
        E: Executor<'c, Database = DB>,
        T: SqlKeyset<DB> + ReadRow<DB>,
    {
        match self.read(builder, db).await {
            Err(error) if self.key().is_some() && KeyError::is_cause_of(&error) => Ok(PageItems::refused()),
            read => read,
        }
    }

    async fn read<'c, DB, E>(&self, builder: QueryBuilder<DB>, db: E) -> sqlx::Result<PageItems<T>>
    where
        DB: SqlDatabase,
        E: Executor<'c, Database = DB>,
        T: SqlKeyset<DB> + ReadRow<DB>,
    {
        let draft = self.draft(builder, true)?;
        let key_values = draft.key_values.clone();
        let mut rows = Vec::new();
        // All keys, because the rows cannot be read again where the page has to end earlier.
        let mut reader = RowReader::new::<DB, T>(self, Keep::All);
        let take = |row: &DB::Row| reader.take::<DB, T>(row, &mut rows);
        let read = each_row(db, draft.sql, draft.arguments, draft.is_kept, take).await;
        read.map_err(|error| blame_the_key::<DB>(error, key_values))?;
        Ok(PageItems::new(rows).with_keys(reader.into_keys()))
    }
}
