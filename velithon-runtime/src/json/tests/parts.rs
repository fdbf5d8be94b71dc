//! Documents, in parts of every length.

use std::{cell::RefCell, collections::BTreeMap, net::Ipv4Addr};

use serde::Serialize;
use serde_json::value::RawValue;

use super::{
    agreement::{SERIALIZERS, appended, in_parts},
    fixtures::{Careless, Empty, Endless, Entries, Variant, flat, names, serde_bytes},
};
use crate::json::{self, Refused};

#[test]
fn a_text_agrees_wherever_its_room_ends() {
    let values = values();
    let expected = serde_json::to_string(&values).expect("JSON");
    for by in SERIALIZERS {
        for end in 1..=expected.len() + 40 {
            assert_eq!(
                in_parts(&values, *by, end).as_ref(),
                Ok(&expected),
                "by {by:?}, in parts of {end}"
            );
            assert_eq!(
                appended(&values, *by, None, end).as_ref(),
                Ok(&expected),
                "by {by:?}, with room for {end}"
            );
        }
    }
}

/// Of every kind, some of which are written near the end of the room, wherever that is.
fn values() -> impl Serialize {
    let raw: Box<RawValue> = serde_json::from_str(" [ 1.50, { } ] ").expect("JSON");
    (
        (
            names(),
            flat(),
            raw.clone(),
            BTreeMap::from([("raw", raw)]),
            serde_bytes(b"\x00\xff\""),
        ),
        (i128::MIN, u128::MAX, i8::MIN, -1.5e-300, f64::MAX, 0.1f32, f64::NAN),
        (
            "plain",
            "a \"quoted\"\\\n\u{1} string",
            "größe 😀",
            '\u{2028}',
            Ipv4Addr::LOCALHOST,
        ),
        (
            Variant::Odd,
            Variant::Tuple(1, Empty {}),
            Variant::NoStruct {},
            Variant::NoTuple(),
        ),
        (
            BTreeMap::from([(u64::MAX, 1)]),
            BTreeMap::from([("\"b\"", None::<u8>)]),
            BTreeMap::from([('\n', Some(1))]),
        ),
        (
            Entries(vec![(0.5, 1)]),
            Entries(vec![(Variant::Unit, 1)]),
            BTreeMap::from([(true, vec![Empty {}])]),
        ),
    )
}

/// Beyond the first allocation of a part, and of several parts.
#[test]
fn long_documents_agree() {
    let rows: Vec<_> = (0..2_000)
        .map(|row| (row, 0.5, names(), "x".repeat(row % 64)))
        .collect();
    let key = BTreeMap::from([("k\"".repeat(300_000), 1)]);
    let expected = serde_json::to_string(&(&rows, &key)).expect("JSON");
    for by in SERIALIZERS {
        for limit in [1_024, 10_000, 32 * 1024, expected.len() - 1, expected.len()] {
            let text = in_parts(&(&rows, &key), *by, limit);
            assert!(text.as_ref() == Ok(&expected), "by {by:?}, in parts of {limit}");
        }
    }
}

#[test]
fn a_document_that_is_not_taken_ends() {
    for by in SERIALIZERS {
        let counted = (0..).map(|item| assert!(item < 2_000, "{item} is far beyond what was taken"));
        let mut takes = 0;
        let mut take = |_| {
            takes += 1;
            (takes < 3).then_some(10)
        };
        let endless = Endless(RefCell::new(counted));
        let refused = json::write(&endless, *by, 1_000, &mut take);
        assert!(matches!(refused, Err(Refused::TooLong)));
        let refused = json::write(&Careless, *by, 10, &mut take);
        assert!(matches!(refused, Err(Refused::TooLong)));
        assert_eq!(takes, 4, "it is not asked again");
    }
}
