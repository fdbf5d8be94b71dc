use std::cmp::Ordering;

use crate::keyset::{error::KeyError, key_type::KeyType, key_value::KeyValue, seek_value::SeekValue};

macro_rules! integers {
    ($($integer:ty => $kind:ident,)*) => {$(
        impl KeyType for $integer {
            fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
                Ok(KeyValue::$kind((*self).into()))
            }

            fn from_key(value: KeyValue<'_>) -> Option<Self> {
                match value {
                    KeyValue::$kind(number) => number.try_into().ok(),
                    _ => None,
                }
            }

            fn compare(&self, other: &Self) -> Ordering {
                self.cmp(other)
            }

            fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
                Ok(SeekValue::$kind(value.map(|value| (*value).into())))
            }
        }
    )*};
}

integers! {
    bool => Bool,
    i8 => Signed,
    i16 => Signed,
    i32 => Signed,
    i64 => Signed,
    u8 => Unsigned,
    u16 => Unsigned,
    u32 => Unsigned,
    u64 => Unsigned,
}
