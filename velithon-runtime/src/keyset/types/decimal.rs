use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::keyset::{error::KeyError, key_type::KeyType, key_value::KeyValue, seek_value::SeekValue};

/// Compared as numbers: `1.0` is `1.00`. The digits after the point are kept.
impl KeyType for Decimal {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        Ok(KeyValue::Fixed(self.serialize()))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Fixed(bytes) => {
                let decimal = Self::deserialize(bytes);
                (decimal.scale() <= Self::MAX_SCALE && decimal.serialize() == bytes).then_some(decimal)
            }
            _ => None,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        Ok(SeekValue::Decimal(value.copied()))
    }
}
