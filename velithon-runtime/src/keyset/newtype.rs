use std::cmp::Ordering;

use super::{error::KeyError, key_type::KeyType, key_value::KeyValue, seek_value::SeekValue};

/// A struct around one key, which `#[derive(KeyType)]` makes one, too. What it wraps is demanded to be a key here and nowhere else,
/// so that the compiler says once of a type that is none.
pub trait Newtype: Sized {
    /// What it wraps.
    type Inner: KeyType;

    #[doc(hidden)]
    fn inner(&self) -> &Self::Inner;
    #[doc(hidden)]
    fn of(inner: Self::Inner) -> Self;
}

#[doc(hidden)]
#[diagnostic::do_not_recommend]
impl<N: Newtype> KeyType for N {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        self.inner().to_key()
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        N::Inner::from_key(value).map(N::of)
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.inner().compare(other.inner())
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        N::Inner::to_seek(value.map(N::inner))
    }
}
