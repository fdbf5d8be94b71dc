use super::{
    bind::SqlKeyset,
    database::{SqlDatabase, SqlRow},
    keyset::parts,
    order::RowOrder,
    source::SqlSource,
};
use crate::{
    keyset::{KeyError, Keyset},
    page::CursorRequest,
    source::CursorSource,
};

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
            let read = self.link.fetch(draft).await;
            rows.append(&mut read.map_err(|error| refused(error, request))?);
        }
        Ok(rows)
    }
}

/// What PostgreSQL says of a text with a NUL in it, and of a time that is beyond its own: no row of its has them, so they
/// were made up.
const NOT_STORED: [&str; 2] = ["22021", "22008"];

fn refused<T: Keyset>(error: sqlx::Error, request: &CursorRequest<T>) -> sqlx::Error {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    match code {
        Some(code) if request.key().is_some() && NOT_STORED.contains(&&*code) => {
            sqlx::Error::Encode(KeyError::new("the database cannot store such a value").into())
        }
        _ => error,
    }
}
