use sea_orm::{DbErr, Value};

use crate::keyset::SeekValue;

/// The value of a key as sea-orm binds it.
pub(super) fn value(value: SeekValue) -> Result<Value, DbErr> {
    Ok(match value {
        SeekValue::Bool(value) => Value::Bool(value),
        SeekValue::Signed(number) => Value::BigInt(number),
        SeekValue::Unsigned(number) => Value::BigUnsigned(number),
        SeekValue::Float(number) => Value::Double(number),
        SeekValue::Text(text) => Value::String(text),
        SeekValue::Bytes(bytes) => Value::Bytes(bytes),
        #[cfg(feature = "uuid")]
        SeekValue::Uuid(uuid) => Value::Uuid(uuid),
        #[cfg(feature = "decimal")]
        SeekValue::Decimal(number) => Value::Decimal(number),
        #[cfg(feature = "chrono")]
        SeekValue::ChronoDateTimeUtc(moment) => Value::ChronoDateTimeUtc(moment),
        #[cfg(feature = "chrono")]
        SeekValue::ChronoDateTime(moment) => Value::ChronoDateTime(moment),
        #[cfg(feature = "chrono")]
        SeekValue::ChronoDate(date) => Value::ChronoDate(date),
        #[cfg(feature = "chrono")]
        SeekValue::ChronoTime(time) => Value::ChronoTime(time),
        #[cfg(feature = "time")]
        SeekValue::TimeOffsetDateTime(moment) => Value::TimeDateTimeWithTimeZone(moment),
        #[cfg(feature = "time")]
        SeekValue::TimeDateTime(moment) => Value::TimeDateTime(moment),
        #[cfg(feature = "time")]
        SeekValue::TimeDate(date) => Value::TimeDate(date),
        #[cfg(feature = "time")]
        SeekValue::TimeTime(time) => Value::TimeTime(time),
        SeekValue::Null | SeekValue::Moment(_) => {
            let what = "a `KeyType` that is written by hand says by `to_seek` which type of sea-orm it is";
            return Err(DbErr::Type(what.to_owned()));
        }
    })
}
