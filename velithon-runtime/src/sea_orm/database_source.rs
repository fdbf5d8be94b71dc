//! That a source waits for a connection of a pool, for its description.

use super::source::SeaOrmSource;
use crate::source::database_source::DatabaseSource;

impl<T, O, N> DatabaseSource for SeaOrmSource<T, O, N> {
    type Error = sea_orm::DbErr;
}
