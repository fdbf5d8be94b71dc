use std::cmp::Ordering;

use super::{error::KeyError, key_value::KeyValue, seek_value::SeekValue};

/// A type that rows can be sorted by.
///
/// Integers of up to 64 bits, `bool`, `f32` and `f64`, `String`, `Vec<u8>` and boxes of such are; with the feature
/// named for their crate, the times and dates of `chrono` and `time`, `uuid::Uuid` and `rust_decimal::Decimal`.
/// `Option`s of them are too, where the order says where its NULLs stand.
///
/// # Example
///
/// `#[derive(KeyType)]` makes keys of newtypes and of enums without fields. By hand, where a value is stored otherwise:
///
/// ```
/// use std::cmp::Ordering;
/// use velithon::{KeyError, KeyType, KeyValue};
///
/// /// The smaller, the more urgent.
/// enum Priority {
///     High,
///     Other(u8),
/// }
///
/// impl Priority {
///     fn number(&self) -> u8 {
///         match self {
///             Self::High => 0,
///             Self::Other(number) => *number,
///         }
///     }
/// }
///
/// impl KeyType for Priority {
///     fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
///         Ok(KeyValue::Unsigned(self.number().into()))
///     }
///
///     fn from_key(value: KeyValue<'_>) -> Option<Self> {
///         u8::from_key(value).map(|number| if number == 0 { Self::High } else { Self::Other(number) })
///     }
///
///     fn compare(&self, other: &Self) -> Ordering {
///         self.number().cmp(&other.number())
///     }
/// }
/// ```
///
/// A column of an SQL query must also be a type that sqlx can send, such as by `#[derive(sqlx::Type)]` with
/// `#[sqlx(transparent)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no key: derive `KeyType`",
    label = "rows cannot be sorted by this type",
    note = "write `#[derive(KeyType)]` above a newtype, or an enum without fields, of your own",
    note = "where a column's type is a parameter of the struct, write `T: KeyType` there",
    note = "a column that may be NULL says where its NULLs stand: `nulls first` or `nulls last` after the column",
    note = "write `i64` in place of `usize` or a wider integer, `String` in place of `&str` or `char`",
    note = "times and dates, UUIDs and decimals need the feature `chrono`, `time`, `uuid` or `decimal`"
)]
pub trait KeyType: Sized {
    /// The value as it travels. What [`from_key`](Self::from_key) makes of it compares as equal.
    ///
    /// # Errors
    ///
    /// It has no place in an order, or none in a cursor.
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError>;

    /// The value that travelled; `None` if it is none of this type. Clients can send anything.
    fn from_key(value: KeyValue<'_>) -> Option<Self>;

    /// Which of two comes first in an ascending order: a total one, and the database's own where rows come from one.
    fn compare(&self, other: &Self) -> Ordering;

    /// The value for the statement of [`CursorRequest::seek`](crate::CursorRequest::seek); `None` is NULL, for which a type of
    /// one's own may say which type it is.
    ///
    /// # Errors
    ///
    /// It has no place in an order.
    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        value.map_or(Ok(SeekValue::Null), |value| value.to_key().map(SeekValue::from))
    }
}
