//! Keys of the database's own values: what the driver delivered of a column is kept, and bound again as it came.
//!
//! So a cursor compares with what is stored, whatever the Rust type of the field makes of it.

#[cfg(feature = "sqlx-mysql")]
mod mysql;
#[cfg(feature = "sqlx-postgres")]
mod postgres;
#[cfg(feature = "sqlx-sqlite")]
mod sqlite;

use std::{
    borrow::Cow,
    future::{Future, ready},
    ops::Range,
};

use sqlx::{Database, database::HasStatementCache, error::BoxDynError};

/// How a database's own values become parts of a key and values of a statement.
pub trait RawKey: Database + HasStatementCache {
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

    /// Writes the place of such a value into a statement, as the value with this number.
    ///
    /// A driver keeps a prepared statement by its text alone, with the types of the values that it was prepared for: the text
    /// tells the database's own values from typed ones.
    fn write_placeholder(sql: &mut String, number: usize, _: Option<(u32, &[u8])>) {
        sql.push_str("($");
        sql.push_str(itoa::Buffer::new().format(number));
        sql.push(')');
    }

    /// Whether a column of this type may have values with this number of a type.
    fn can_have(info: &Self::TypeInfo, kind: u32) -> bool;

    /// Why the values of a column cannot be keys, though the driver delivers them as values that can.
    fn why_no_key(_: &Self::Column) -> Option<&'static str> {
        None
    }

    /// The columns of a statement's result; `None` where a column may have values of every type.
    fn columns(
        _: &mut Self::Connection,
        _: &str,
    ) -> impl Future<Output = sqlx::Result<Option<Vec<Self::Column>>>> + Send {
        ready(Ok(None))
    }

    /// Whether an error says that the result of a prepared statement has other columns by now, and that nothing was run.
    fn is_outdated(_: &sqlx::Error) -> bool {
        false
    }

    /// Forgets the statements that were prepared on a connection.
    fn forget(_: &mut Self::Connection) -> impl Future<Output = sqlx::Result<()>> + Send {
        ready(Ok(()))
    }

    /// Whether an error of the database is about one of the bound values with these numbers, counted from 1: it cannot be a
    /// value of what it is compared with.
    fn is_about_a_value(error: &sqlx::Error, values: Range<usize>) -> bool;

    /// The name that two columns of a statement share, where it stands as a sub-select and these are the columns of the
    /// result.
    fn shared_name<'n>(columns: &[&'n str]) -> Option<&'n str>;

    /// The same by the database's own error about it.
    #[must_use]
    fn refused_name(_: &sqlx::Error) -> Option<String> {
        None
    }

    /// Which of these columns of a statement's result are sorted by a number that is not sent with them, each with the SQL of
    /// that number for a statement that selects from this one `AS page`.
    fn ranked(_: &mut Self::Connection, _: &str, _: &[&str]) -> impl Future<Output = sqlx::Result<Vec<Rank>>> + Send {
        ready(Ok(Vec::new()))
    }
}

/// The index of a column among those asked about, and the SQL of the number that it is sorted by.
pub(crate) type Rank = (usize, String);

/// The number of a value's type, and its content.
pub(crate) type RawContent<'r> = (u32, Cow<'r, [u8]>);
