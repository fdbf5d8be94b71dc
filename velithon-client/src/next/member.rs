//! Members of an object and of a list that are asked for. The others are passed over, whatever they hold: no text is kept of them.

use std::{
    fmt::{self, Formatter},
    marker::PhantomData,
};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The value of the last member of this name, as of any JSON object; `None` where there is none.
pub(super) fn named<'a>(object: &'a RawValue, name: &str) -> Option<&'a RawValue> {
    let mut found = None;
    each(
        object,
        |other| (other == name.as_bytes()).then_some(()),
        |(), value| found = Some(value),
    );
    found
}

/// Hands out each member whose name is known, in the order of the text.
pub(super) fn each<'a, N>(
    object: &'a RawValue,
    known: impl Fn(&[u8]) -> Option<N>,
    found: impl FnMut(N, &'a RawValue),
) {
    let object = serde_json::Deserializer::from_str(object.get()).deserialize_map(Members { known, found });
    // What is no object has no members.
    object.unwrap_or_default();
}

/// Hands out each item of a list.
pub(super) fn each_item<'a>(list: &'a RawValue, found: impl FnMut(&'a RawValue)) {
    let list = serde_json::Deserializer::from_str(list.get()).deserialize_seq(Items(found));
    // What is no list has no items.
    list.unwrap_or_default();
}

/// The value at this place of a list.
pub(super) fn nth(list: &RawValue, place: usize) -> Option<&RawValue> {
    let list = serde_json::Deserializer::from_str(list.get()).deserialize_seq(Nth(place));
    list.ok().flatten()
}

/// What a string says; nothing of any other value.
pub(super) fn text(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

struct Members<K, F> {
    known: K,
    found: F,
}

impl<'de, N, K, F> Visitor<'de> for Members<K, F>
where
    K: Fn(&[u8]) -> Option<N>,
    F: FnMut(N, &'de RawValue),
{
    type Value = ();

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key_seed(Name(&self.known, PhantomData))? {
            match name {
                Some(name) => (self.found)(name, members.next_value()?),
                None => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// A name, which is read as bytes: half of a surrogate pair is no text, and hides no other member.
struct Name<'k, N, K>(&'k K, PhantomData<N>);

impl<'de, N, K: Fn(&[u8]) -> Option<N>> DeserializeSeed<'de> for Name<'_, N, K> {
    type Value = Option<N>;

    fn deserialize<D: Deserializer<'de>>(self, name: D) -> Result<Self::Value, D::Error> {
        name.deserialize_bytes(self)
    }
}

impl<N, K: Fn(&[u8]) -> Option<N>> Visitor<'_> for Name<'_, N, K> {
    type Value = Option<N>;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Self::Value, E> {
        Ok((self.0)(name))
    }
}

struct Nth(usize);

impl<'de> Visitor<'de> for Nth {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        for _ in 0..self.0 {
            if list.next_element::<IgnoredAny>()?.is_none() {
                return Ok(None);
            }
        }
        let found = list.next_element()?;
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(found)
    }
}

struct Items<F>(F);

impl<'de, F: FnMut(&'de RawValue)> Visitor<'de> for Items<F> {
    type Value = ();

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(item) = list.next_element()? {
            (self.0)(item);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_whatever_stands_beside_them() {
        for (object, found) in [
            (r#"{"a":1}"#, Some("1")),
            (r#"{"b":[{"a":2}],"a" : {"a":3} }"#, Some(r#"{"a":3}"#)),
            (r#"{"\u0061":4}"#, Some("4")),
            // Neither is a value to serde_json.
            (r#"{"\ud83d":"\ud83d","n":1e999,"a":5}"#, Some("5")),
            // As everywhere, the last one counts.
            (r#"{"a":6,"a":null}"#, Some("null")),
            (r#"{"aa":7,"A":7}"#, None),
            (r#"["a"]"#, None),
            ("7", None),
        ] {
            let object: &RawValue = serde_json::from_str(object).unwrap();
            assert_eq!(named(object, "a").map(RawValue::get), found, "{object}");
        }
        for (list, found) in [
            (r#"[1,{"a":2}]"#, Some(r#"{"a":2}"#)),
            ("[1]", None),
            ("[]", None),
            ("{}", None),
        ] {
            let list: &RawValue = serde_json::from_str(list).unwrap();
            assert_eq!(nth(list, 1).map(RawValue::get), found, "{list}");
        }
    }
}
