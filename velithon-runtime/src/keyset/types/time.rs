use std::cmp::Ordering;

use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, Time};

use crate::keyset::{error::KeyError, key_type::KeyType, key_value::KeyValue, seek_value::SeekValue};

/// Kept to the nanosecond. Compared as moments; what comes back is in UTC.
impl KeyType for OffsetDateTime {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        Ok(KeyValue::Moment(self.unix_timestamp(), self.nanosecond()))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Moment(seconds, nanoseconds) => Self::from_unix_timestamp(seconds)
                .ok()?
                .replace_nanosecond(nanoseconds)
                .ok(),
            _ => None,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        Ok(SeekValue::TimeOffsetDateTime(value.copied()))
    }
}

/// Kept to the nanosecond.
impl KeyType for PrimitiveDateTime {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        let moment = self.assume_utc();
        Ok(KeyValue::Moment(moment.unix_timestamp(), moment.nanosecond()))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        let moment = OffsetDateTime::from_key(value)?;
        Some(Self::new(moment.date(), moment.time()))
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        Ok(SeekValue::TimeDateTime(value.copied()))
    }
}

impl KeyType for Date {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        Ok(KeyValue::Signed(self.to_julian_day().into()))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        Self::from_julian_day(i32::from_key(value)?).ok()
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        Ok(SeekValue::TimeDate(value.copied()))
    }
}

/// Kept to the nanosecond.
impl KeyType for Time {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        let since_midnight = *self - Self::MIDNIGHT;
        Ok(KeyValue::Moment(since_midnight.whole_seconds(), self.nanosecond()))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Moment(seconds @ 0..86_400, nanoseconds) => (Self::MIDNIGHT + Duration::seconds(seconds))
                .replace_nanosecond(nanoseconds)
                .ok(),
            _ => None,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        Ok(SeekValue::TimeTime(value.copied()))
    }
}
