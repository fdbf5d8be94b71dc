/// A value as it travels in a cursor.
///
/// Each [`KeyType`](crate::KeyType) is one of these, and tells by it whether a value is one of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum KeyValue<'a> {
    /// No value: NULL. No [`KeyType`](crate::KeyType) is that, but an `Option` of one may be.
    Null,
    /// The value of a `bool` column.
    Bool(bool),
    /// A signed integer, of any width.
    Signed(i64),
    /// An unsigned integer, of any width.
    Unsigned(u64),
    /// A number that is not NaN. The sign of zero is kept.
    Float(f64),
    /// A text in UTF-8.
    Text(&'a str),
    /// Bytes of any length.
    Bytes(&'a [u8]),
    /// 16 bytes: a UUID, a decimal number.
    Fixed([u8; 16]),
    /// A moment: seconds since 1970 began, or since the day did, and the nanoseconds after them, which a leap second
    /// makes up to two thousand million.
    Moment(i64, u32),
}
