use std::cmp::Ordering;

use super::{error::KeyError, key_value::KeyValue};

/// A type that rows can be sorted by.
///
/// Integers of up to 64 bits, `bool`, `f32` and `f64`, `String`, `Vec<u8>` and boxes of such are; with the feature
/// named for their crate, the times and dates of `chrono` and `time`, `uuid::Uuid` and `rust_decimal::Decimal`.
/// `Option`s of them are too, where the order says where its NULLs stand.
///
/// # Example
///
/// A type of one's own is what it wraps:
///
/// ```
/// use std::cmp::Ordering;
/// use velithon_runtime::{KeyError, KeyType, KeyValue};
///
/// struct OrderId(i64);
///
/// impl KeyType for OrderId {
///     fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
///         self.0.to_key()
///     }
///
///     fn from_key(value: KeyValue<'_>) -> Option<Self> {
///         i64::from_key(value).map(Self)
///     }
///
///     fn compare(&self, other: &Self) -> Ordering {
///         self.0.compare(&other.0)
///     }
/// }
/// ```
///
/// A column of an SQL query must also be a type that sqlx can send, such as by `#[derive(sqlx::Type)]` with
/// `#[sqlx(transparent)]`.
#[diagnostic::on_unimplemented(
    message = "rows cannot be sorted by `{Self}`",
    label = "not a type of keys",
    note = "implement `KeyType` for a type of your own, by what it wraps",
    note = "keys are integers of up to 64 bits, `f32`, `f64`, `bool`, `String`, `Vec<u8>` and the types of the features: write \
            `i64` for `usize`, `String` for `&str`",
    note = "a generic column needs a bound: write `T: KeyType` on the struct",
    note = "an `Option` needs its place: write `nulls first` or `nulls last` after the column",
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
}
