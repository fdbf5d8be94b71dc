use std::cmp::Ordering;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

use crate::keyset::{error::KeyError, key_type::KeyType, key_value::KeyValue, seek_value::SeekValue};

/// Kept to the nanosecond.
impl KeyType for DateTime<Utc> {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        Ok(KeyValue::Moment(self.timestamp(), self.timestamp_subsec_nanos()))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Moment(seconds, nanoseconds) => Self::from_timestamp(seconds, nanoseconds),
            _ => None,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        Ok(SeekValue::ChronoDateTimeUtc(value.copied()))
    }
}

/// Kept to the nanosecond. Compared as moments; what comes back is in UTC.
impl KeyType for DateTime<FixedOffset> {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        Ok(KeyValue::Moment(self.timestamp(), self.timestamp_subsec_nanos()))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        DateTime::<Utc>::from_key(value).map(|moment| moment.fixed_offset())
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        Ok(SeekValue::ChronoDateTimeUtc(value.map(DateTime::to_utc)))
    }
}

/// Kept to the nanosecond.
impl KeyType for NaiveDateTime {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        let moment = self.and_utc();
        Ok(KeyValue::Moment(moment.timestamp(), moment.timestamp_subsec_nanos()))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        DateTime::from_key(value).map(|moment: DateTime<Utc>| moment.naive_utc())
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        Ok(SeekValue::ChronoDateTime(value.copied()))
    }
}

impl KeyType for NaiveDate {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        Ok(KeyValue::Signed(self.to_epoch_days().into()))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        Self::from_epoch_days(i32::from_key(value)?)
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        Ok(SeekValue::ChronoDate(value.copied()))
    }
}

/// Kept to the nanosecond.
impl KeyType for NaiveTime {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        Ok(KeyValue::Moment(
            self.num_seconds_from_midnight().into(),
            self.nanosecond(),
        ))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Moment(seconds, nanoseconds) => {
                Self::from_num_seconds_from_midnight_opt(seconds.try_into().ok()?, nanoseconds)
            }
            _ => None,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        Ok(SeekValue::ChronoTime(value.copied()))
    }
}
