use std::cmp::Ordering;

use uuid::Uuid;

use crate::keyset::{error::KeyError, key_type::KeyType, key_value::KeyValue, seek_value::SeekValue};

/// Compared byte by byte.
impl KeyType for Uuid {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        Ok(KeyValue::Fixed(self.into_bytes()))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Fixed(bytes) => Some(Self::from_bytes(bytes)),
            _ => None,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        Ok(SeekValue::Uuid(value.copied()))
    }
}
