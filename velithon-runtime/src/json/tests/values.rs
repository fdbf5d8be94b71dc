//! The text of every kind of value is `serde_json`'s.

use std::{
    collections::{BTreeMap, HashMap},
    net::Ipv4Addr,
};

use serde_json::value::{RawValue, to_raw_value};

use super::{
    agreement::{agrees, appended},
    fixtures::{Empty, Entries, Fails, Newtype, Pair, Tagged, Unit, Untagged, Variant, flat, names, serde_bytes},
};
use crate::json::Serializer;

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
    let appended = |text: &str| appended(text, Serializer::Own, None, 4 * 1024);
    for length in (0..40).chain([63, 64, 65]) {
        let plain = "x".repeat(length);
        agrees(&plain);
        for odd in (0..=0xff).map(char::from).chain(['\u{2029}', '\u{ffff}', '😀']) {
            for at in 0..=length {
                let mut text = plain.clone();
                text.insert(at, odd);
                assert_eq!(appended(&text), Ok(serde_json::to_string(&text).expect("JSON")));
            }
        }
    }
    for odd in ['\0', '"', '\\', '\u{1f}', ' ', '\u{7f}', 'ß', '😀'] {
        agrees(&format!("{odd}"));
        agrees(&format!("x{odd}y"));
        agrees(&format!(
            "xxxxxxxxxxxxxxxxxxxxxxx{odd}yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy{odd}"
        ));
    }
}

/// Numbers around every power of ten and of two, where their texts change.
#[test]
fn integers_agree_wherever_their_length_changes() {
    let powers = (0..20)
        .map(|power| 10u64.pow(power))
        .chain((0..64).map(|power| 1 << power));
    for power in powers {
        for number in [power - 1, power, power.saturating_add(1), power / 9 * 8, !power] {
            agrees(&(number, number.cast_signed(), u128::from(number) * u128::from(power)));
            agrees(&BTreeMap::from([(number, number.cast_signed())]));
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the lower part is a number as good as any"
            )]
            agrees(&(
                number as u32,
                number as i32,
                number as u16,
                number as i16,
                number as u8,
                number as i8,
            ));
        }
    }
}

#[test]
fn fractions_agree_wherever_their_length_changes() {
    for power in -30..30 {
        let power = 10f64.powi(power);
        for factor in [
            1.0,
            9.0,
            0.99,
            9.999_999,
            1.234_567_8,
            1.234_567_89,
            123_456.75,
            1.0 / 3.0,
            0.5,
        ] {
            let number = factor * power;
            let near = [number, number.next_up(), number.next_down(), -number];
            agrees(&near);
            agrees(&near.map(|number| {
                #[expect(clippy::cast_possible_truncation, reason = "the nearest one")]
                let nearest = number as f32;
                nearest
            }));
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

#[test]
fn failures_agree() {
    agrees(&Fails);
    agrees(&(1, "two", Fails));
    agrees(&BTreeMap::from([("a", (1, Fails))]));
    agrees(&Entries(vec![(vec![1], 1)]));
    agrees(&Entries(vec![((), 1)]));
    agrees(&Entries(vec![(f64::NAN, 1)]));
    agrees(&Entries(vec![(f32::INFINITY, 1)]));
    agrees(&Entries(vec![(Fails, 1)]));
}
