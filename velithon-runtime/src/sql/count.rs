use std::{
    hash::Hash,
    sync::atomic::{AtomicU64, Ordering},
};

use super::{
    connection::Link,
    database::{SqlDatabase, SqlRow},
    order::SqlOrder,
    source::SqlSource,
};
use crate::source::{CountKey, CountSource};

/// The statement is counted as it stands; up to a bound, no more rows are looked at than that.
impl<DB, T, O> CountSource for SqlSource<DB, T, O>
where
    DB: SqlDatabase,
    T: SqlRow<DB>,
    O: SqlOrder<T>,
{
    async fn count(&mut self, at_most: u64) -> sqlx::Result<u64> {
        self.count_rows(at_most).await
    }
}

impl<DB: SqlDatabase, T, O> SqlSource<DB, T, O> {
    /// Counts the rows, up to `at_most`.
    pub(super) async fn count_rows(&mut self, at_most: u64) -> sqlx::Result<u64> {
        let mut draft;
        if let Ok(at_most) = i64::try_from(at_most) {
            draft = self.statement.within("SELECT COUNT(*) FROM (SELECT 1 FROM ")?;
            // A handler has one bound. Written out, it is known to the plan, which PostgreSQL then makes once; by a value it
            // would make one for each request.
            draft.push(&format!(" AS page LIMIT {at_most}) AS counted"));
        } else {
            draft = self.statement.within("SELECT COUNT(*) FROM ")?;
            draft.push(" AS page");
        }
        Ok(self.link.fetch_number(draft).await?.unsigned_abs())
    }

    /// What tells the count of this statement from others.
    pub(super) fn count_hash(&self) -> impl Hash + use<DB, T, O> {
        static OWN: AtomicU64 = AtomicU64::new(0);
        let place = match &self.link {
            Link::Pool(pooled) => Ok(DB::place(&pooled.pool.connect_options())),
            Link::Transaction(_) | Link::Connection(_) => Err(OWN.fetch_add(1, Ordering::Relaxed)),
        };
        // The only way to the encoded values that all drivers have; it shows all of them.
        let values = format!("{:?}", self.statement.values);
        (place, self.statement.sql.as_str().to_owned(), values)
    }
}

/// A count depends on the database, the statement and every bound value. What a transaction or a connection of one's own
/// sees is its own affair, so its count is not shared.
impl<DB, T, O> CountKey for SqlSource<DB, T, O>
where
    DB: SqlDatabase,
    T: SqlRow<DB>,
    O: SqlOrder<T>,
{
    fn count_key(&self) -> impl Hash {
        self.count_hash()
    }
}
