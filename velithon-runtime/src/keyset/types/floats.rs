use std::cmp::Ordering;

use crate::keyset::{error::KeyError, key_type::KeyType, key_value::KeyValue, seek_value::SeekValue};

const NAN: KeyError = KeyError::new("NaN has no place in an order");

/// The zeros are equal, as they are in SQL; NaN goes to the end of its sign.
impl KeyType for f64 {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        if self.is_nan() {
            return Err(NAN);
        }
        Ok(KeyValue::Float(*self))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Float(number) => (!number.is_nan()).then_some(number),
            _ => None,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.partial_cmp(other).unwrap_or_else(|| self.total_cmp(other))
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        Ok(SeekValue::Float(value.copied()))
    }
}

impl KeyType for f32 {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        if self.is_nan() {
            return Err(NAN);
        }
        Ok(KeyValue::Float((*self).into()))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        let number = f64::from_key(value)?;
        #[expect(clippy::cast_possible_truncation, reason = "a number that changes by it is refused")]
        let narrow = number as Self;
        (f64::from(narrow).to_bits() == number.to_bits()).then_some(narrow)
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.partial_cmp(other).unwrap_or_else(|| self.total_cmp(other))
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        Ok(SeekValue::Float(value.copied().map(f64::from)))
    }
}
