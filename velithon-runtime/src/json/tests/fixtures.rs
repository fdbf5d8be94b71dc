//! Values of every kind that a serializer may meet.

use std::{cell::RefCell, collections::BTreeMap};

use serde::{
    Serialize,
    ser::{Error as _, SerializeSeq},
};

#[derive(Serialize)]
pub(super) struct Unit;

#[derive(Serialize)]
pub(super) struct Newtype(pub(super) u8);

#[derive(Serialize)]
pub(super) struct Pair(pub(super) u8, pub(super) &'static str);

#[derive(Serialize)]
pub(super) struct Empty {}

#[derive(Serialize)]
pub(super) struct Names {
    plain: u8,
    #[serde(rename = "a \"quoted\"\\\n name")]
    odd: u8,
    #[serde(rename = "a name that is longer than most and still has nothing odd in it")]
    long: u8,
    #[serde(rename = "")]
    empty: u8,
    #[serde(rename = "größe")]
    not_ascii: u8,
    #[serde(rename = "exactly_twenty_eight_bytes__")]
    at_the_bound: u8,
    #[serde(rename = "exactly_twenty_nine_bytes____")]
    beyond_the_bound: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped: Option<u8>,
}

#[derive(Serialize)]
pub(super) enum Variant {
    Unit,
    #[serde(rename = "odd\t\"name\"")]
    Odd,
    Newtype(Option<u8>),
    Tuple(u8, Empty),
    NoTuple(),
    Struct {
        a: u8,
        b: Vec<Variant>,
    },
    NoStruct {},
}

#[derive(Serialize)]
#[serde(tag = "kind")]
pub(super) enum Tagged {
    One { a: u8 },
    Two(Flat),
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Untagged {
    Number(f32),
    Pair(u8, u8),
}

#[derive(Serialize)]
pub(super) struct Flat {
    a: u8,
    #[serde(flatten)]
    rest: BTreeMap<String, u8>,
    #[serde(flatten)]
    more: Box<Option<Names>>,
}

pub(super) fn names() -> Names {
    Names {
        plain: 1,
        odd: 2,
        long: 3,
        empty: 4,
        not_ascii: 5,
        at_the_bound: 6,
        beyond_the_bound: 7,
        skipped: None,
    }
}

pub(super) fn flat() -> Flat {
    Flat {
        a: 1,
        rest: BTreeMap::from([("x".to_owned(), 1), ("\"y".to_owned(), 2)]),
        more: Box::new(Some(names())),
    }
}

pub(super) fn serde_bytes(bytes: &'static [u8]) -> impl Serialize {
    struct Bytes(&'static [u8]);
    impl Serialize for Bytes {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(self.0)
        }
    }
    Bytes(bytes)
}

/// A map with keys that no map of the standard library takes.
pub(super) struct Entries<K>(pub(super) Vec<(K, u8)>);

impl<K: Serialize> Serialize for Entries<K> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fails;

impl Serialize for Fails {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("this one fails"))
    }
}

/// A value that ignores the error it is refused with, and goes on.
pub(super) struct Careless;

impl Serialize for Careless {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        CarelessOf("longer than ten bytes").serialize(serializer)
    }
}

/// [`Careless`], of this element.
pub(super) struct CarelessOf<T>(pub(super) T);

impl<T: Serialize> Serialize for CarelessOf<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        let _ = list.serialize_element(&self.0);
        list.end()
    }
}

/// A list without an end.
pub(super) struct Endless<I>(pub(super) RefCell<I>);

impl<I: Iterator<Item = ()>> Serialize for Endless<I> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.borrow_mut().by_ref())
    }
}
