use std::ops::Range;

use super::database::SqlDatabase;
use crate::keyset::KeyError;

/// The error of a statement in which the values with these numbers, from 1 on, are those of a cursor: a [`KeyError`] if it is
/// about one of them, so that it is answered as the client's.
pub(super) fn blame_the_key<DB: SqlDatabase>(error: sqlx::Error, values: Range<usize>) -> sqlx::Error {
    if !values.is_empty() && DB::is_about_a_value(&error, values) {
        return sqlx::Error::Encode(KeyError::new("the database has no such value").into());
    }
    error
}
