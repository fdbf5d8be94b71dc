//! Which sources wait for a connection of a pool, for their descriptions.

use super::{
    database::SqlDatabase,
    mapped::{Mapped, SqlRows},
    source::SqlSource,
};
use crate::source::database_source::DatabaseSource;

impl<DB: SqlDatabase, T, O> DatabaseSource for SqlSource<DB, T, O> {
    type Error = sqlx::Error;
}

impl<S: SqlRows, U, E> DatabaseSource for Mapped<S, U, E> {
    type Error = E;
}
