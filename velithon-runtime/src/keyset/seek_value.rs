#[cfg(feature = "chrono")]
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Utc};
#[cfg(feature = "decimal")]
use rust_decimal::Decimal;
#[cfg(feature = "time")]
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};
#[cfg(feature = "uuid")]
use uuid::Uuid;

use super::key_value::KeyValue;

/// A value of a cursor's key, for the statement of [`CursorRequest::seek`](crate::CursorRequest::seek): as a driver binds it,
/// with the type of the row's field. `None` is NULL, which has a type as well.
///
/// ```
/// use velithon::seek::SeekValue;
///
/// /// What a driver without NULLs in the key's columns takes.
/// fn text(value: &SeekValue) -> Result<String, &'static str> {
///     match value {
///         SeekValue::Signed(Some(number)) => Ok(number.to_string()),
///         SeekValue::Text(Some(text)) => Ok(text.clone()),
///         _ => Err("no order of these rows has such a column"),
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SeekValue {
    /// NULL in a column whose [`KeyType`](crate::KeyType) is written by hand and does not say more.
    Null,
    /// A truth value, or NULL of that type.
    Bool(Option<bool>),
    /// An integer. On SQLite and PostgreSQL, which have no others, the unsigned ones are of this kind, too.
    Signed(Option<i64>),
    /// An unsigned integer, on MySQL.
    Unsigned(Option<u64>),
    /// A number that is not NaN; an `f32` with the same value.
    Float(Option<f64>),
    /// A text, or NULL of that type.
    Text(Option<String>),
    /// Bytes, or NULL of that type.
    Bytes(Option<Vec<u8>>),
    /// Seconds and nanoseconds, of a [`KeyType`](crate::KeyType) that is written by hand as
    /// [`KeyValue::Moment`](crate::KeyValue::Moment).
    Moment(Option<(i64, u32)>),
    /// A UUID, or NULL of that type.
    #[cfg(feature = "uuid")]
    Uuid(Option<Uuid>),
    /// A decimal number, or NULL of that type.
    #[cfg(feature = "decimal")]
    Decimal(Option<Decimal>),
    /// A moment of chrono's, or NULL of that type.
    #[cfg(feature = "chrono")]
    ChronoDateTimeUtc(Option<DateTime<Utc>>),
    /// chrono's date and time of no time zone.
    #[cfg(feature = "chrono")]
    ChronoDateTime(Option<NaiveDateTime>),
    /// A date of chrono's, or NULL of that type.
    #[cfg(feature = "chrono")]
    ChronoDate(Option<NaiveDate>),
    /// chrono's time of the day.
    #[cfg(feature = "chrono")]
    ChronoTime(Option<NaiveTime>),
    /// time's moment, in UTC.
    #[cfg(feature = "time")]
    TimeOffsetDateTime(Option<OffsetDateTime>),
    /// time's date and time of no time zone.
    #[cfg(feature = "time")]
    TimeDateTime(Option<PrimitiveDateTime>),
    /// A date of time's, or NULL of that type.
    #[cfg(feature = "time")]
    TimeDate(Option<Date>),
    /// time's time of the day.
    #[cfg(feature = "time")]
    TimeTime(Option<Time>),
}

impl SeekValue {
    /// The year of a date or a moment; 0 is the one before the year 1.
    pub(crate) fn year(&self) -> Option<i32> {
        match self {
            #[cfg(feature = "chrono")]
            Self::ChronoDateTimeUtc(moment) => moment.as_ref().map(Datelike::year),
            #[cfg(feature = "chrono")]
            Self::ChronoDateTime(moment) => moment.as_ref().map(Datelike::year),
            #[cfg(feature = "chrono")]
            Self::ChronoDate(date) => date.as_ref().map(Datelike::year),
            #[cfg(feature = "time")]
            Self::TimeOffsetDateTime(moment) => moment.map(OffsetDateTime::year),
            #[cfg(feature = "time")]
            Self::TimeDateTime(moment) => moment.map(PrimitiveDateTime::year),
            #[cfg(feature = "time")]
            Self::TimeDate(date) => date.map(Date::year),
            _ => None,
        }
    }
}

/// As it travelled, where nothing else is known of its type.
impl From<KeyValue<'_>> for SeekValue {
    fn from(value: KeyValue<'_>) -> Self {
        match value {
            KeyValue::Null => Self::Null,
            KeyValue::Bool(value) => Self::Bool(Some(value)),
            KeyValue::Signed(number) => Self::Signed(Some(number)),
            KeyValue::Unsigned(number) => Self::Unsigned(Some(number)),
            KeyValue::Float(number) => Self::Float(Some(number)),
            KeyValue::Text(text) => Self::Text(Some(text.to_owned())),
            KeyValue::Bytes(bytes) => Self::Bytes(Some(bytes.to_owned())),
            KeyValue::Fixed(bytes) => Self::Bytes(Some(bytes.to_vec())),
            KeyValue::Moment(seconds, nanoseconds) => Self::Moment(Some((seconds, nanoseconds))),
        }
    }
}
