//! Keys of the database's own values: what the driver delivered of a column is kept, and bound again as it came.
//!
//! So a cursor compares with what is stored, whatever the Rust type of the field makes of it.

#[cfg(feature = "sqlx-postgres")]
mod postgres;
#[cfg(feature = "sqlx-sqlite")]
mod sqlite;

use std::{borrow::Cow, ops::Range};

use sqlx::{Database, error::BoxDynError};

/// How a database's own values become parts of a key and values of a statement.
pub trait RawKey: Database {
    /// The first byte of its keys, which tells them from those of other databases; not 0.
    const FORM: u8;

    /// The value of a column: the number of its type, which is not 0, and its content. `None` is NULL.
    ///
    /// # Errors
    ///
    /// The driver delivered it in a form that cannot be bound again.
    fn read(row: &Self::Row, column: usize) -> Result<Option<RawContent<'_>>, BoxDynError>;

    /// Adds such a value to a statement's.
    ///
    /// # Errors
    ///
    /// It is none of this database's values: a client made it up.
    fn bind(value: Option<(u32, &[u8])>, arguments: &mut Self::Arguments) -> Result<(), BoxDynError>;

    /// Whether a column of a result may have values with this number of a type.
    fn can_have(row: &Self::Row, column: usize, kind: u32) -> bool;

    /// Whether an error of the database is about one of the bound values with these numbers, counted from 1: it cannot be a
    /// value of what it is compared with.
    fn is_about_a_value(error: &sqlx::Error, values: Range<usize>) -> bool;

    /// The name that two columns of a statement share, where it stands as a sub-select and these are the columns of the
    /// result.
    fn shared_name<'n>(columns: &[&'n str]) -> Option<&'n str>;
}

/// The number of a value's type, and its content.
pub(crate) type RawContent<'r> = (u32, Cow<'r, [u8]>);
