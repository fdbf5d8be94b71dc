use std::{
    collections::{BTreeMap, HashMap},
    net::Ipv4Addr,
};

use serde::{Serialize, ser::Error as _};
use serde_json::value::{RawValue, to_raw_value};

use super::{Refused, Serializer};
use parts::in_parts;

mod bounds;
mod parts;

const SERIALIZERS: &[Serializer] = &[
    Serializer::Own,
    #[cfg(feature = "sonic-rs")]
    Serializer::Sonic,
];

/// The text must be `serde_json`'s, and so must a failure: by every serializer, with a bound and without.
#[track_caller]
fn agrees<T: Serialize + ?Sized>(value: &T) {
    let expected = serde_json::to_vec(value).map_err(|error| error.to_string());
    let expected = expected.map(|text| String::from_utf8_lossy(&text).into_owned());
    for by in SERIALIZERS {
        for most in [None, Some(usize::MAX), expected.as_ref().ok().map(String::len)] {
            assert_eq!(
                appended(value, *by, most),
                expected,
                "by {by:?}, with room for {most:?}"
            );
        }
        for limit in [1, 7, 64, usize::MAX] {
            assert_eq!(
                in_parts(value, *by, limit),
                expected,
                "a document by {by:?}, in parts of {limit}"
            );
        }
        if let Ok(expected) = &expected {
            let less = Some(expected.len() - 1);
            assert_eq!(
                appended(value, *by, less),
                Err("too long".to_owned()),
                "by {by:?}, {expected}"
            );
        }
    }
}

fn appended<T: Serialize + ?Sized>(value: &T, by: Serializer, most: Option<usize>) -> Result<String, String> {
    let mut text = b"before".to_vec();
    let result = super::append_by(&mut text, value, by, most).map_err(|refused| match refused {
        Refused::TooLong => "too long".to_owned(),
        Refused::Failed(error) => error.to_string(),
    });
    result.map(|()| String::from_utf8_lossy(&text["before".len()..]).into_owned())
}

#[derive(Serialize)]
struct Unit;

#[derive(Serialize)]
struct Newtype(u8);

#[derive(Serialize)]
struct Pair(u8, &'static str);

#[derive(Serialize)]
struct Empty {}

#[derive(Serialize)]
struct Names {
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
enum Variant {
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
enum Tagged {
    One { a: u8 },
    Two(Flat),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Untagged {
    Number(f32),
    Pair(u8, u8),
}

#[derive(Serialize)]
struct Flat {
    a: u8,
    #[serde(flatten)]
    rest: BTreeMap<String, u8>,
    #[serde(flatten)]
    more: Box<Option<Names>>,
}

#[test]
fn scalars_agree() {
    agrees(&(true, false, (), Unit, Newtype(7), None::<u8>, Some(Some(3))));
    agrees(&(i8::MIN, i16::MIN, i32::MIN, i64::MIN, i128::MIN));
    agrees(&(u8::MAX, u16::MAX, u32::MAX, u64::MAX, u128::MAX));
    agrees(&[
        0.0,
        -0.0,
        1.0,
        0.1,
        1e300,
        1e-300,
        1e16,
        f64::MAX,
        f64::NAN,
        f64::INFINITY,
    ]);
    agrees(&[0.1f32, 16_777_216.0, f32::MIN_POSITIVE, f32::NEG_INFINITY]);
    agrees(&Ipv4Addr::LOCALHOST);
    agrees(&std::path::Path::new("a/\"b\""));
    agrees(&format_args!("{}\n{}", 1, "\u{1}"));
    for char in ['a', '"', '\\', '\0', '\u{1f}', ' ', '\u{7f}', 'ß', '\u{2028}', '😀'] {
        agrees(&char);
    }
}

#[test]
fn strings_agree_wherever_the_odd_byte_is() {
    for length in 0..40 {
        let plain = "x".repeat(length);
        agrees(&plain);
        for odd in (0..=0xff).map(char::from).chain(['\u{2029}', '\u{ffff}', '😀']) {
            for at in 0..=length {
                let mut text = plain.clone();
                text.insert(at, odd);
                agrees(&text);
            }
        }
    }
}

#[test]
fn compounds_agree() {
    agrees(&(Pair(1, "a"), [0u8; 0], vec![vec![1], vec![], vec![2, 3]], Empty {}));
    agrees(&serde_bytes(b"\x00\xff\""));
    agrees(&names());
    agrees(&[
        Variant::Unit,
        Variant::Odd,
        Variant::Newtype(None),
        Variant::Tuple(1, Empty {}),
        Variant::NoTuple(),
        Variant::Struct {
            a: 1,
            b: vec![Variant::Unit, Variant::Struct { a: 2, b: vec![] }],
        },
        Variant::NoStruct {},
    ]);
    agrees(&(
        Tagged::One { a: 1 },
        Tagged::Two(flat()),
        Untagged::Number(0.5),
        Untagged::Pair(1, 2),
    ));
    agrees(&flat());
}

#[test]
fn keys_of_maps_agree() {
    agrees(&BTreeMap::<u8, u8>::new());
    agrees(&BTreeMap::from([("a", 1), ("\"b\"", 2), ("", 3)]));
    agrees(&BTreeMap::from([(-1, vec![BTreeMap::from([(true, 1)])]), (2, vec![])]));
    agrees(&BTreeMap::from([('c', 1), ('\n', 2)]));
    agrees(&BTreeMap::from([(Ipv4Addr::LOCALHOST, 1u128)]));
    agrees(&HashMap::from([(Some("some"), 1)]));
    agrees(&Entries(vec![(Variant::Unit, 1), (Variant::Odd, 2)]));
    agrees(&Entries(vec![(0.5, 1), (1e300, 2)]));
}

#[test]
fn values_of_serde_json_agree() {
    let text = r#"{"a":[1,2.50,-3e1,true,null,"\u00e9\n",{}],"":{"b":[]}}"#;
    agrees(&serde_json::from_str::<serde_json::Value>(text).expect("JSON"));
    let raw: Box<RawValue> = serde_json::from_str(" { \"kept\" : 1.50 } ").expect("JSON");
    agrees(&(&raw, vec![&raw, &raw], Some(&*raw), BTreeMap::from([("raw", &raw)])));
    agrees(&to_raw_value(&names()).expect("JSON"));
}

/// Strings around the length of a piece, with what is escaped and what takes several bytes at its edge.
#[test]
fn long_strings_agree() {
    for length in (500..524).chain([1_023, 1_024, 1_025, 70_000]) {
        for odd in ["x", "\"", "\u{1}", "ß", "\u{2028}", "😀"] {
            agrees(&format!("{}{odd}{}", "y".repeat(length), "z".repeat(length)));
            agrees(&odd.repeat(length));
        }
    }
}

#[cfg(feature = "sonic-rs")]
#[test]
fn sonic_passes_its_own_raw_values_through_and_keeps_no_large_buffer() {
    let lazy: sonic_rs::LazyValue<'_> = sonic_rs::from_str(" { \"kept\" : 1.50 } ").expect("JSON");
    let text = appended(&[&lazy], Serializer::Sonic, None);
    assert_eq!(text.as_deref(), Ok("[{ \"kept\" : 1.50 }]"));

    let mut out = Vec::with_capacity(64 * 1024);
    super::append_by(&mut out, &"x".repeat(32 * 1024), Serializer::Sonic, None).expect("a string");
    assert_eq!(out.capacity(), 64 * 1024);
}

#[test]
fn failures_agree() {
    agrees(&Fails);
    agrees(&(1, "two", Fails));
    agrees(&BTreeMap::from([("a", (1, Fails))]));
    agrees(&Entries(vec![(vec![1], 1)]));
    agrees(&Entries(vec![((), 1)]));
    agrees(&Entries(vec![(f64::NAN, 1)]));
    agrees(&Entries(vec![(Fails, 1)]));
}

fn names() -> Names {
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

fn flat() -> Flat {
    Flat {
        a: 1,
        rest: BTreeMap::from([("x".to_owned(), 1), ("\"y".to_owned(), 2)]),
        more: Box::new(Some(names())),
    }
}

fn serde_bytes(bytes: &'static [u8]) -> impl Serialize {
    struct Bytes(&'static [u8]);
    impl Serialize for Bytes {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(self.0)
        }
    }
    Bytes(bytes)
}

/// A map with keys that no map of the standard library takes.
struct Entries<K>(Vec<(K, u8)>);

impl<K: Serialize> Serialize for Entries<K> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Fails;

impl Serialize for Fails {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("this one fails"))
    }
}
