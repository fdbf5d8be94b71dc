//! Values around text that is there already: as if the text were a raw value in them.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::json::{Buffer, PLACE};

/// The place of the text.
struct Place;

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_struct(PLACE)
    }
}

/// The value around the text, in a buffer with memory for so much beside it.
fn around(value: &impl Serialize, text: &str, room: usize) -> Result<String, String> {
    let mut buffer = Buffer::with_capacity(text.len() + room);
    buffer.extend(text.as_bytes());
    let has_place = buffer.surround(value).map_err(|error| error.to_string())?;
    assert!(has_place);
    String::from_utf8(buffer.take()).map_err(|error| error.to_string())
}

#[derive(Serialize)]
struct Fields<P> {
    before: Vec<Option<u8>>,
    place: P,
    after: (),
}

#[derive(Serialize)]
struct Newtype<P>(P);

#[derive(Serialize)]
struct Flattened<P> {
    first: u8,
    #[serde(flatten)]
    fields: Fields<P>,
    #[serde(flatten)]
    more: BTreeMap<&'static str, u8>,
}

#[derive(Serialize)]
#[serde(tag = "kind")]
enum Tagged<P> {
    Fields { place: P },
    Newtype(Fields<P>),
}

#[derive(Serialize)]
#[serde(tag = "kind", content = "content")]
enum Adjacent<P> {
    Newtype(P),
    Tuple(u8, P),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Untagged<P> {
    Fields { place: P },
}

#[derive(Serialize)]
enum External<P> {
    Newtype(P),
    Tuple(P, u8),
    Fields { place: P },
}

/// Compares a value around its place with the one that has the text there as a raw value.
macro_rules! agree {
    ($text:expr; $place:ident => $($value:expr,)*) => {{
        let text: &str = $text;
        let raw: &RawValue = serde_json::from_str(text).expect("JSON");
        $(
            let $place = raw;
            let expected = serde_json::to_string(&$value).expect("JSON");
            let $place = Place;
            let value = $value;
            for room in [0, 1, 16, 4096] {
                assert_eq!(around(&value, text, room).as_ref(), Ok(&expected), "with room for {room}");
            }
        )*
    }};
}

fn fields<P>(place: P) -> Fields<P> {
    Fields {
        before: vec![Some(1), None],
        place,
        after: (),
    }
}

#[test]
fn the_text_stands_where_every_kind_of_value_has_its_place() {
    for text in ["[]", "[1]", "[{\"a\":\"ä\\n\"}, 2]"] {
        agree! { text; place =>
            place,
            Some(place),
            Newtype(place),
            (place,),
            (1, place),
            ("\"ä", place, "\u{1}"),
            vec![place],
            BTreeMap::from([("a", (1, place))]),
            fields(place),
            fields(Some(Newtype(place))),
            fields(fields(place)),
            Flattened { first: 1, fields: fields(place), more: BTreeMap::from([("z", 2)]) },
            Tagged::Fields { place },
            Tagged::Newtype(fields(place)),
            Adjacent::Newtype(place),
            Adjacent::Tuple(1, place),
            Untagged::Fields { place },
            External::Newtype(place),
            External::Tuple(place, 1),
            External::Fields { place },
        }
    }
}

#[test]
fn a_value_without_a_place_is_all_that_is_left() {
    for (room, value) in [(0, "a".to_owned()), (64, "ab".repeat(40)), (4096, String::new())] {
        let mut buffer = Buffer::with_capacity(room);
        buffer.extend(b"[1,2]");
        assert!(!buffer.surround(&value).expect("JSON"));
        assert_eq!(String::from_utf8_lossy(buffer.written()), format!("\"{value}\""));
    }
}

#[test]
fn a_value_with_two_places_leaves_the_text_alone() {
    let mut buffer = Buffer::from(b"[1,2]".to_vec());
    assert!(buffer.surround(&("x".repeat(2_000), Place, Place)).is_err());
    assert_eq!(buffer.written(), b"[1,2]");
}

proptest! {
    /// The ways to move text differ by its lengths.
    #[test]
    fn any_length_goes_around_any_other(
        before in "[a-z\"]{0,700}",
        text in "[a-z]{0,700}",
        after in "[a-z\"]{0,700}",
        room in 0usize..3_000,
    ) {
        let text = format!("[\"{text}\"]");
        let raw: &RawValue = serde_json::from_str(&text).expect("JSON");
        let expected = serde_json::to_string(&(&before, raw, &after)).expect("JSON");
        prop_assert_eq!(around(&(&before, Place, &after), &text, room), Ok(expected));
    }
}
