#[cfg(feature = "sqlx-mysql")]
pub(super) mod mysql;

use super::{
    bind::SqlKeyset,
    database::SqlDatabase,
    order::RowOrder,
    part::{parts, write_part},
    source::SqlSource,
};
use crate::page::CursorRequest;

impl<DB, T> SqlSource<DB, T, RowOrder>
where
    DB: SqlDatabase,
    T: SqlKeyset<DB>,
{
    /// How the database reads these rows, in its own words, a line each: for a test that an index serves an order.
    ///
    /// What is slow is `SCAN` or `USE TEMP B-TREE` on SQLite, `Seq Scan` or `Sort` on PostgreSQL, which runs the
    /// statement to count its `Buffers`, and `type=ALL`, `Using filesort` or a `type=index` with many `rows` on MySQL. A small
    /// table is read whole whatever indexes it has, and a server knows its size after an `ANALYZE`.
    ///
    /// # Errors
    ///
    /// Those of reading the rows.
    pub async fn explain(&mut self, request: &CursorRequest<T>) -> sqlx::Result<Vec<String>> {
        let mut lines = Vec::new();
        for part in parts(request)? {
            let mut draft = self.statement.within(DB::EXPLAIN)?;
            write_part(&part, &mut draft, request.limit())?;
            lines.append(&mut self.link.fetch_plan(draft).await?);
        }
        Ok(lines)
    }
}
