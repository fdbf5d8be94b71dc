use super::{
    bind::SqlKeyset,
    database::{SqlDatabase, SqlRow},
    keyset::parts,
    order::RowOrder,
    source::SqlSource,
};
use crate::{CursorRequest, CursorSource};

/// The sub-select with a condition that an index can be searched by; two where the first column may be NULL and the page
/// reaches over both kinds of rows.
impl<DB, T> CursorSource for SqlSource<DB, T, RowOrder>
where
    DB: SqlDatabase,
    T: SqlRow<DB> + SqlKeyset<DB>,
{
    type Item = T;
    type Error = sqlx::Error;

    async fn rows(&mut self, request: &CursorRequest<T>) -> sqlx::Result<Vec<T>> {
        let mut rows = Vec::new();
        for part in parts(request)? {
            let read = i64::try_from(rows.len()).unwrap_or(i64::MAX);
            let missing = request.limit().saturating_sub(read);
            if missing <= 0 {
                break;
            }
            let mut draft = self.statement.within("SELECT * FROM ")?;
            part.write(&mut draft, missing)?;
            rows.append(&mut self.link.fetch(draft).await?);
        }
        Ok(rows)
    }
}
