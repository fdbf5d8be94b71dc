//! That a source waits for a connection of a pool, for its description.

use super::{database::SqlDatabase, source::SqlSource};
use crate::source::database_source::DatabaseSource;

impl<DB: SqlDatabase, T, O> DatabaseSource for SqlSource<DB, T, O> {
    type Error = sqlx::Error;
}
