use std::cmp::Ordering;

use super::{error::KeyError, key_type::KeyType, key_value::KeyValue, seek_value::SeekValue};

/// A struct around one key, which `#[derive(KeyType)]` makes one, too.
///
/// What it wraps is named in one expression alone: there the compiler says once of a type that is no key, and a type that is private
/// can stand there.
pub trait Newtype: Sized {
    /// Asks the key inside.
    #[doc(hidden)]
    fn ask<'a, Q: Question<'a, Self>>(question: Q) -> Q::Answer
    where
        Self: 'a;
}

/// What a newtype has to know of the key inside.
pub trait Question<'a, N: 'a> {
    /// What the key answers.
    type Answer;

    #[doc(hidden)]
    fn ask<K: KeyType + 'a>(self, key_in: fn(&'a N) -> &'a K, around: fn(K) -> N) -> Self::Answer;
}

struct ToKey<'a, N>(&'a N);

impl<'a, N> Question<'a, N> for ToKey<'a, N> {
    type Answer = Result<KeyValue<'a>, KeyError>;

    fn ask<K: KeyType + 'a>(self, key_in: fn(&'a N) -> &'a K, _: fn(K) -> N) -> Self::Answer {
        key_in(self.0).to_key()
    }
}

struct FromKey<'v>(KeyValue<'v>);

impl<'a, N: 'a> Question<'a, N> for FromKey<'_> {
    type Answer = Option<N>;

    fn ask<K: KeyType + 'a>(self, _: fn(&'a N) -> &'a K, around: fn(K) -> N) -> Option<N> {
        K::from_key(self.0).map(around)
    }
}

struct Compare<'a, N>(&'a N, &'a N);

impl<'a, N> Question<'a, N> for Compare<'a, N> {
    type Answer = Ordering;

    fn ask<K: KeyType + 'a>(self, key_in: fn(&'a N) -> &'a K, _: fn(K) -> N) -> Ordering {
        key_in(self.0).compare(key_in(self.1))
    }
}

struct ToSeek<'a, N>(Option<&'a N>);

impl<'a, N> Question<'a, N> for ToSeek<'a, N> {
    type Answer = Result<SeekValue, KeyError>;

    fn ask<K: KeyType + 'a>(self, key_in: fn(&'a N) -> &'a K, _: fn(K) -> N) -> Self::Answer {
        K::to_seek(self.0.map(key_in))
    }
}

#[doc(hidden)]
#[diagnostic::do_not_recommend]
impl<N: Newtype> KeyType for N {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        N::ask(ToKey(self))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        N::ask(FromKey(value))
    }

    fn compare(&self, other: &Self) -> Ordering {
        N::ask(Compare(self, other))
    }

    fn to_seek(value: Option<&Self>) -> Result<SeekValue, KeyError> {
        N::ask(ToSeek(value))
    }
}
