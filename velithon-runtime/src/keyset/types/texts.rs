use std::{borrow::Cow, cmp::Ordering, sync::Arc};

use crate::keyset::{error::KeyError, key_type::KeyType, key_value::KeyValue, seek_value::SeekValue};

macro_rules! texts {
    ($($text:ty => $kind:ident of $borrowed:ty,)*) => {$(
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

            fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
                let owned = |text: &Self| AsRef::<$borrowed>::as_ref(text).to_owned();
                Ok(SeekValue::$kind(value.map(owned)))
            }
        }
    )*};
}

texts! {
    String => Text of str,
    Box<str> => Text of str,
    Arc<str> => Text of str,
    Cow<'static, str> => Text of str,
    Vec<u8> => Bytes of [u8],
    Box<[u8]> => Bytes of [u8],
    bytes::Bytes => Bytes of [u8],
}
