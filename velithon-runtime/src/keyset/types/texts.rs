use std::{borrow::Cow, cmp::Ordering, sync::Arc};

use crate::keyset::{error::KeyError, key_type::KeyType, key_value::KeyValue};

macro_rules! texts {
    ($($text:ty => $kind:ident,)*) => {$(
        /// Compared byte by byte.
        impl KeyType for $text {
            fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
                Ok(KeyValue::$kind(self))
            }

            fn from_key(value: KeyValue<'_>) -> Option<Self> {
                match value {
                    KeyValue::$kind(text) => Some(text.to_owned().into()),
                    _ => None,
                }
            }

            fn compare(&self, other: &Self) -> Ordering {
                self.cmp(other)
            }
        }
    )*};
}

texts! {
    String => Text,
    Box<str> => Text,
    Arc<str> => Text,
    Cow<'static, str> => Text,
    Vec<u8> => Bytes,
    Box<[u8]> => Bytes,
    bytes::Bytes => Bytes,
}
