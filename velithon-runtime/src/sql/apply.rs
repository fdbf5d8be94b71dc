use sqlx::QueryBuilder;

use super::{
    bind::SqlKeyset,
    database::SqlDatabase,
    part::{parts, write_part},
    row_reader::type_name,
    statement::{Draft, Statement},
};
use crate::{page::CursorRequest, seek::write_order};

impl<T> CursorRequest<T> {
    /// The statement that reads these rows of what the builder selects, for handlers that run it themselves and make their
    /// rows out of something else. Where the rows are the statement's own, [`fetch`](Self::fetch) is the safer way.
    ///
    /// A cursor made of such rows holds what their fields hold, so a field must hold all of its column: an `f32` does not hold
    /// all of a `REAL`, nor chrono's times all that SQLite has as a text. A page that begins with the row that it should come
    /// after, because the column compares otherwise, is a 500, and the log names the columns.
    ///
    /// An `ENUM` or `SET` of MySQL is such a column: it is sorted by its number, and compared with its text. Nothing here sees the
    /// type, and a walk in such an order would lose rows. Select the number, `status + 0 AS status_number`, and name that in the
    /// order; an [`SqlSource`](crate::sql::SqlSource) does so by itself.
    ///
    /// What is in the builder becomes a sub-select, so it may have joins, grouping and values; the result has the
    /// columns of the order. Nothing may have been [built](QueryBuilder::build) of it before.
    ///
    /// # Errors
    ///
    /// What is in the builder is no single statement, or its values do not match its placeholders; a key that the
    /// database has no such value for.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "sqlx-sqlite")] mod example {
    /// use serde::Serialize;
    /// use sqlx::{FromRow, QueryBuilder, Sqlite, SqlitePool};
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
    ///     let mut users = page.apply(QueryBuilder::<Sqlite>::new("SELECT * FROM users WHERE active"))?;
    ///     Ok(PageItems::new(users.build_query_as().fetch_all(&db).await?))
    /// }
    /// # }
    /// ```
    pub fn apply<DB: SqlDatabase>(&self, builder: QueryBuilder<DB>) -> sqlx::Result<QueryBuilder<DB>>
    where
        T: SqlKeyset<DB>,
    {
        let draft = self.draft(builder, false)?;
        Ok(QueryBuilder::with_arguments(draft.sql, draft.arguments))
    }

    /// The statement with its values, and with the types of the order's columns beside them where the result has lost them.
    pub(super) fn draft<DB: SqlDatabase>(&self, builder: QueryBuilder<DB>, with_types: bool) -> sqlx::Result<Draft<DB>>
    where
        T: SqlKeyset<DB>,
    {
        let statement = Statement::from_builder(builder);
        let parts = parts(self)?;
        let mut draft;
        if let [only] = &*parts {
            draft = statement.within("SELECT * FROM ")?;
            write_part(only, &mut draft, self.limit())?;
        } else {
            // Not materialised, the statement is searched in each branch. It stands there once, because its `?` do.
            let with = format!("WITH velithon_whole AS {}", DB::DIALECT.not_materialized());
            draft = statement.within(&with)?;
            // The union of two columns is an `ENUM` of MySQL no longer.
            let with_types = with_types && DB::DIALECT.unites_as_text();
            let columns = self.sort().columns();
            draft.push(" SELECT page.*");
            if with_types {
                for (index, column) in columns.iter().enumerate() {
                    draft.push(", velithon_types.");
                    DB::DIALECT.write_quoted(&mut draft.sql, column.name());
                    draft.push(" AS ").push(&type_name(index));
                }
            }
            draft.push(" FROM (");
            for (index, part) in parts.iter().enumerate() {
                let union = if index == 0 { "" } else { " UNION ALL " };
                draft.push(union).push("SELECT * FROM (SELECT * FROM velithon_whole");
                write_part(part, &mut draft, self.limit())?;
                draft.push(&format!(") AS part{index}"));
            }
            draft.push(") AS page");
            if with_types {
                draft.push(" LEFT JOIN (SELECT * FROM velithon_whole LIMIT 0) AS velithon_types ON FALSE");
            }
            draft.push(" ORDER BY ");
            write_order(&mut draft.sql, columns, self.is_backward(), DB::DIALECT);
            draft.push(" LIMIT ").push_number(self.limit())?;
        }
        Ok(draft)
    }
}
