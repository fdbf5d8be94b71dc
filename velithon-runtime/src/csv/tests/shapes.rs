//! Items of another shape than the first, and items that fail.

use std::{cell::Cell, collections::BTreeMap};

use serde::{Serialize, Serializer, ser::Error as _, ser::SerializeStruct};
use serde_json::json;

use super::{CsvOptions, Table, refused, table};
use crate::json::{Buffer, Refused};

#[derive(Serialize)]
struct Address {
    city: &'static str,
}

#[derive(Serialize)]
struct Person {
    id: u8,
    address: Option<Address>,
}

#[test]
fn another_shape_is_refused_by_the_name_of_the_field() {
    let said = |items: &[serde_json::Value]| refused(items);
    let cases = [
        (
            json!({"a": 1}),
            json!({"a": 1, "b": 2}),
            "the field `b` was not in the first item",
        ),
        (
            json!({"a": 1, "b": 2}),
            json!({"a": 1}),
            "the field `b` of the first item is missing",
        ),
        (
            json!({"a": 1, "b": 2}),
            json!({"b": 2}),
            "the field `a` of the first item is missing",
        ),
        (
            json!({"a": 1}),
            json!({"b": 1}),
            "the field `b` was not in the first item",
        ),
        (
            json!({"a": 1}),
            json!([1]),
            "the field `column0` was not in the first item",
        ),
        (json!({"a": 1}), json!(1), "the field `value` was not in the first item"),
        (
            json!([1]),
            json!([1, 2]),
            "the field `column1` was not in the first item",
        ),
        (
            json!([1, 2]),
            json!([1]),
            "the field `column1` of the first item is missing",
        ),
        (json!({"a": 1}), json!({}), "the field `a` of the first item is missing"),
    ];
    for (first, other, expected) in cases {
        let said = said(&[first, other]);
        assert!(said.starts_with(expected), "{said}");
    }
}

#[test]
fn a_struct_that_comes_later_has_no_columns() {
    let person = |address| Person { id: 1, address };
    let said = refused(&[person(None), person(Some(Address { city: "Ulm" }))]);
    assert!(
        said.starts_with("the field `address` has fields of its own, and was one value, or none, in the first item"),
        "{said}"
    );
    assert_eq!(
        table(&[person(Some(Address { city: "Ulm" })), person(None)]),
        "id,address.city\r\n1,Ulm\r\n1,\r\n"
    );
}

#[test]
fn the_path_of_a_nested_field_is_named() {
    #[derive(Serialize)]
    struct Outer {
        before: Inner,
        inner: Inner,
    }
    #[derive(Serialize)]
    struct Inner {
        value: Either,
    }
    #[derive(Serialize)]
    #[serde(untagged)]
    enum Either {
        One { a: u8 },
        Other { b: u8 },
        Value(u8),
    }
    let outer = |value| Outer {
        before: Inner {
            value: Either::Value(1),
        },
        inner: Inner { value },
    };
    let said = refused(&[outer(Either::One { a: 1 }), outer(Either::Other { b: 1 })]);
    assert!(
        said.starts_with("the field `inner.value.b` was not in the first item"),
        "{said}"
    );
    let said = refused(&[outer(Either::One { a: 1 }), outer(Either::Value(1))]);
    assert!(
        said.starts_with("the field `inner.value` is one value, and had fields of its own in the first item"),
        "{said}"
    );
}

#[test]
fn one_value_in_place_of_a_struct_is_found_out_whatever_comes_next() {
    #[derive(Serialize)]
    struct Outer {
        a: Either,
        b: u8,
    }
    #[derive(Serialize)]
    #[serde(untagged)]
    enum Either {
        Struct { b: u8 },
        Value(u8),
        Text(&'static str),
        List([u8; 2]),
    }
    #[derive(Serialize)]
    struct Last {
        a: Either,
    }
    let said = "the field `a` is one value, and had fields of its own in the first item";
    for other in [Either::Value(1), Either::Text(","), Either::List([1, 2])] {
        // The next field is called as the first one of the struct.
        let items = [
            Outer {
                a: Either::Struct { b: 1 },
                b: 2,
            },
            Outer { a: other, b: 2 },
        ];
        assert!(refused(&items).starts_with(said));
    }
    let items = [Either::Struct { b: 1 }, Either::Value(1)].map(|a| Last { a });
    assert!(refused(&items).starts_with(said));
}

#[test]
fn items_without_columns_are_refused() {
    #[derive(Serialize)]
    struct Nothing {}
    assert_eq!(refused(&[Nothing {}]), "an item without fields has no columns");
    assert_eq!(refused::<[u8; 0]>(&[[]]), "an item without fields has no columns");
    assert_eq!(
        refused(&[BTreeMap::<u8, u8>::new()]),
        "an item without fields has no columns"
    );
}

#[test]
fn two_columns_of_one_name_are_refused() {
    #[derive(Serialize)]
    struct Row {
        id: u8,
        #[serde(flatten)]
        other: BTreeMap<&'static str, u8>,
    }
    let row = Row {
        id: 1,
        other: BTreeMap::from([("id", 2)]),
    };
    assert_eq!(
        refused(&[row]),
        "there are two columns called `id`; name one of the fields otherwise, as by `#[serde(rename = \"…\")]`"
    );
}

/// Fails after its first field, at the second call or at each.
struct Failing<'a>(&'a Cell<u32>);

impl Serialize for Failing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Failing", 2)?;
        fields.serialize_field("a", "half of an item")?;
        if self.0.replace(self.0.get() + 1) == 1 {
            return Err(S::Error::custom("no more"));
        }
        fields.serialize_field("b", &1)?;
        fields.end()
    }
}

#[test]
fn an_item_that_fails_half_way_is_cut_off_again() {
    let calls = Cell::new(0);
    assert_eq!(refused(&[Failing(&calls), Failing(&calls)]), "no more");
    let calls = Cell::new(1);
    assert_eq!(refused(&[Failing(&calls)]), "no more");
}

/// Ignores that one of its fields has failed.
struct Ignoring;

impl Serialize for Ignoring {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Ignoring", 2)?;
        let _ = fields.serialize_field("a", &Failing(&Cell::new(1)));
        fields.serialize_field("b", &1)?;
        fields.end()
    }
}

#[test]
fn a_failure_that_is_ignored_fails_the_item() {
    assert_eq!(
        refused(&[Ignoring]),
        "a value went on after one of its parts had failed"
    );
    refused(&[vec![Ignoring]]);
}

#[test]
fn an_item_is_no_longer_than_allowed() {
    #[derive(Serialize)]
    struct Row<T> {
        n: u8,
        value: T,
    }
    fn longest<T: Serialize>(value: T) -> Option<usize> {
        (0..100).find(|most| {
            let mut table = Table::new(CsvOptions::new());
            let mut out = Buffer::default();
            let row = Row { n: 1, value: &value };
            match table.append(&mut out, &row, Some(*most)) {
                Ok(()) => true,
                Err(Refused::TooLong) => {
                    assert!(out.is_empty());
                    false
                }
                Err(Refused::Failed(error)) => panic!("{error}"),
            }
        })
    }
    // The header has seven bytes, and the line two before the value.
    assert_eq!(longest(1), Some(7));
    assert_eq!(longest("a text of 20 bytes.."), Some(22));
    assert_eq!(longest("\"\"\"\"\"\"\"\"\"\""), Some(24));
    assert_eq!(longest([1, 2, 3, 4, 5]), Some(15));
    assert_eq!(longest(format_args!("{:>20}", 1)), Some(22));
    assert_eq!(longest(BTreeMap::from([("a", 1)])), Some(13));
}

#[test]
fn items_are_as_long_as_they_like() {
    for length in [1000, 1020, 1021, 1022, 1023, 1024, 1025, 9000] {
        for text in ["x", "\"", "é", "a,"] {
            let long = text.repeat(length);
            let written = table(&[(&long, 1), (&long, 2)]);
            let mut reader = csv::Reader::from_reader(written.as_bytes());
            let rows: Vec<(String, u8)> = reader.deserialize().collect::<Result<_, _>>().expect("a table");
            assert_eq!(rows, [(long.clone(), 1), (long, 2)]);
        }
    }
}

#[test]
fn a_table_that_is_not_complete_ends_in_the_middle_of_a_line() {
    let mut table = Table::new(CsvOptions::new());
    let mut out = Buffer::default();
    for item in [(1, "a"), (2, "b")] {
        table.append(&mut out, &item, None).expect("it fits into the table");
    }
    assert_eq!(out.written(), b"column0,column1\r\n1,a\r\n2,b");
    Table::close_failed(&mut out, "$error: Internal Server Error");
    assert_eq!(
        out.written(),
        b"column0,column1\r\n1,a\r\n2,b\r\n\"$error: Internal Server Error"
    );
}
