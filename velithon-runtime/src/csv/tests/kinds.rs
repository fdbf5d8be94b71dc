//! Each kind of value in a field, and each kind of item.

use std::{collections::BTreeMap, net::Ipv4Addr};

use serde::Serialize;
use serde_json::{json, value::RawValue};

use super::{CsvOptions, refused, table, table_by};

/// What stands in the one field of a row, between the comma of the field before it and the end of the line.
fn field<T: Serialize>(value: T) -> String {
    #[derive(Serialize)]
    struct Row<T> {
        n: u8,
        value: T,
    }
    let table = table(&[Row { n: 1, value }]);
    let line = table
        .strip_prefix("n,value\r\n1,")
        .expect("the header and the first field");
    line.strip_suffix("\r\n").expect("a line end").to_owned()
}

#[derive(Serialize)]
struct Wrapped(u32);

#[derive(Serialize)]
struct Unit;

#[derive(Serialize)]
enum Kind {
    Unit,
    #[serde(rename = "a,b")]
    Renamed,
    Newtype(u8),
    Tuple(u8, String),
    Struct {
        a: u8,
    },
}

#[test]
fn numbers_and_booleans_are_as_in_json() {
    assert_eq!(field(i8::MIN), "-128");
    assert_eq!(field(u64::MAX), "18446744073709551615");
    assert_eq!(field(i128::MIN), "-170141183460469231731687303715884105728");
    assert_eq!(field(u128::MAX), "340282366920938463463374607431768211455");
    assert_eq!(field(0.1_f32), "0.1");
    assert_eq!(field(-1.5e300_f64), "-1.5e+300");
    assert_eq!(field(1.0_f64), "1.0");
    assert_eq!(field(true), "true");
    assert_eq!(field(false), "false");
    assert_eq!(field(Wrapped(7)), "7");
}

#[test]
fn nothing_is_an_empty_field_and_empty_text_is_two_quotation_marks() {
    assert_eq!(field(None::<u8>), "");
    assert_eq!(field(()), "");
    assert_eq!(field(Unit), "");
    assert_eq!(field(f64::NAN), "");
    assert_eq!(field(f32::INFINITY), "");
    assert_eq!(field(json!(null)), "");
    assert_eq!(field(RawValue::from_string("null".to_owned()).expect("JSON")), "");
    assert_eq!(field(""), "\"\"");
    assert_eq!(field(Some("")), "\"\"");
    assert_eq!(field(Some(3)), "3");
}

#[test]
fn text_stands_in_quotation_marks_where_it_has_to() {
    assert_eq!(field("plain text; it's 'é'\t|"), "plain text; it's 'é'\t|");
    assert_eq!(field(" spaces around "), " spaces around ");
    assert_eq!(field("a,b"), "\"a,b\"");
    assert_eq!(field("say \"hi\""), "\"say \"\"hi\"\"\"");
    assert_eq!(field("\""), "\"\"\"\"");
    assert_eq!(field("two\r\nlines\n"), "\"two\r\nlines\n\"");
    assert_eq!(field('x'), "x");
    assert_eq!(field('"'), "\"\"\"\"");
    assert_eq!(field(Kind::Unit), "Unit");
    assert_eq!(field(Kind::Renamed), "\"a,b\"");
    assert_eq!(field(Ipv4Addr::LOCALHOST), "127.0.0.1");
    assert_eq!(field(format_args!("{}, {}", 1, "\"")), "\"1, \"\"\"");
    assert_eq!(field("null"), "null");
    assert_eq!(field("\0\u{feff}"), "\0\u{feff}");
}

#[test]
fn lists_maps_and_variants_with_data_are_json_on_one_line() {
    assert_eq!(field([1, 2]), "\"[1,2]\"");
    assert_eq!(field(Vec::<u8>::new()), "\"[]\"");
    assert_eq!(field((1, "a\nb")), r#""[1,""a\nb""]""#);
    assert_eq!(
        field(BTreeMap::from([("a", Some(1)), ("b", None)])),
        r#""{""a"":1,""b"":null}""#
    );
    assert_eq!(field(json!({"a": {"b": ["\""]}})), r#""{""a"":{""b"":[""\""""]}}""#);
    assert_eq!(field([Some(Wrapped(1))]), "\"[1]\"");
    assert_eq!(field(Kind::Newtype(1)), r#""{""Newtype"":1}""#);
    assert_eq!(field(Kind::Tuple(1, "a".to_owned())), r#""{""Tuple"":[1,""a""]}""#);
    assert_eq!(field(Kind::Struct { a: 1 }), r#""{""Struct"":{""a"":1}}""#);
    let raw = |text: &str| RawValue::from_string(text.to_owned()).expect("JSON");
    assert_eq!(field(raw("{\"a\":\r\n [1]}")), "\"{\"\"a\"\":   [1]}\"");
    assert_eq!(field(raw("12")), "12");
    assert_eq!(field(raw("\"text\"")), r#""""text""""#);
    assert_eq!(field(vec![raw("{\n}")]), "\"[{ }]\"");
}

#[derive(Serialize)]
struct Address {
    city: &'static str,
    zip: Option<u32>,
}

#[derive(Serialize)]
struct Person {
    id: u32,
    address: Address,
    work: Option<Work>,
    tags: Vec<&'static str>,
}

#[derive(Serialize)]
struct Work {
    name: &'static str,
    address: Address,
}

#[test]
fn text_of_any_length_is_the_same_in_a_field_and_in_json_inside_one() {
    for unit in ["abcd", "abc\n", "ab\"", "\"\"é"] {
        let text = unit.repeat(20_000);
        let (doubled, json) = (text.replace('"', "\"\""), json!([text]).to_string());
        let expected = if unit == "abcd" {
            doubled
        } else {
            format!("\"{doubled}\"")
        };
        assert_eq!(field(&text), expected, "{unit:?}");
        assert_eq!(field([&text]), format!("\"{}\"", json.replace('"', "\"\"")), "{unit:?}");
    }
}

#[test]
fn nested_structs_are_columns_of_their_own() {
    let person = |id, work| Person {
        id,
        address: Address {
            city: "Ulm",
            zip: Some(89073),
        },
        work,
        tags: vec!["a"],
    };
    let work = Work {
        name: "Self, employed",
        address: Address { city: "", zip: None },
    };
    assert_eq!(
        table(&[person(1, Some(work)), person(2, None)]),
        "id,address.city,address.zip,work.name,work.address.city,work.address.zip,tags\r\n\
         1,Ulm,89073,\"Self, employed\",\"\",,\"[\"\"a\"\"]\"\r\n\
         2,Ulm,89073,,,,\"[\"\"a\"\"]\"\r\n"
    );
}

#[test]
fn flattened_fields_are_columns_like_others() {
    #[derive(Serialize)]
    struct Row {
        id: u8,
        #[serde(flatten)]
        address: Address,
        #[serde(flatten)]
        more: BTreeMap<String, u8>,
        nested: Wrapped,
    }
    let row = Row {
        id: 1,
        address: Address {
            city: "Bonn",
            zip: None,
        },
        more: BTreeMap::from([("x, y".to_owned(), 2), ("\"z\"\n".to_owned(), 3)]),
        nested: Wrapped(4),
    };
    assert_eq!(
        table(&[&row, &row]),
        "id,city,zip,\"\"\"z\"\"\n\",\"x, y\",nested\r\n1,Bonn,,3,2,4\r\n1,Bonn,,3,2,4\r\n"
    );
}

#[test]
fn a_field_that_is_skipped_is_an_empty_column() {
    #[derive(Serialize)]
    struct Row {
        #[serde(skip_serializing_if = "Option::is_none")]
        a: Option<u8>,
        #[serde(skip_serializing_if = "Option::is_none")]
        b: Option<u8>,
        #[serde(skip)]
        _never: u8,
    }
    let row = |a, b| Row { a, b, _never: 0 };
    assert_eq!(
        table(&[row(None, Some(1)), row(Some(2), None), row(None, None)]),
        "a,b\r\n,1\r\n2,\r\n,\r\n"
    );
}

#[test]
fn items_without_names_have_places() {
    assert_eq!(table(&[(1, "a"), (2, "b,")]), "column0,column1\r\n1,a\r\n2,\"b,\"\r\n");
    assert_eq!(table(&[[1, 2], [3, 4]]), "column0,column1\r\n1,2\r\n3,4\r\n");
    assert_eq!(table(&["a", "b"]), "value\r\na\r\nb\r\n");
    assert_eq!(table(&[Wrapped(1)]), "value\r\n1\r\n");
    assert_eq!(
        table(&[(1, Address { city: "Ulm", zip: None })]),
        "column0,column1.city,column1.zip\r\n1,Ulm,\r\n"
    );
    let raw = RawValue::from_string("{\"a\":1}".to_owned()).expect("JSON");
    assert_eq!(table(&[raw]), "value\r\n\"{\"\"a\"\":1}\"\r\n");
}

#[test]
fn the_keys_of_map_items_are_columns() {
    assert_eq!(
        table(&[json!({"id": 1, "name": "a"}), json!({"id": 2, "name": null})]),
        "id,name\r\n1,a\r\n2,\r\n"
    );
    assert_eq!(
        table(&[BTreeMap::from([(1, true), (-2, false)])]),
        "-2,1\r\nfalse,true\r\n"
    );
    assert_eq!(table(&[BTreeMap::from([('"', 1), ('é', 2)])]), "\"\"\"\",é\r\n1,2\r\n");
    assert_eq!(table(&[BTreeMap::from([("a\nb\\", 1)])]), "\"a\nb\\\"\r\n1\r\n");
    assert_eq!(refused(&[BTreeMap::from([((1, 2), 1)])]), "key must be a string");
    assert_eq!(refused(&[BTreeMap::from([(None::<u8>, 1)])]), "key must be a string");
}

#[test]
fn variants_are_tables_by_their_tag() {
    #[derive(Serialize)]
    #[serde(tag = "type")]
    enum Event {
        Created { id: u8 },
    }
    assert_eq!(table(&[Event::Created { id: 1 }]), "type,id\r\nCreated,1\r\n");
    assert_eq!(table(&[Kind::Struct { a: 1 }]), "Struct.a\r\n1\r\n");
    assert_eq!(table(&[Kind::Newtype(1)]), "Newtype\r\n1\r\n");
    assert_eq!(table(&[Kind::Tuple(1, String::new())]), "Tuple\r\n\"[1,\"\"\"\"]\"\r\n");
    assert_eq!(table(&[Kind::Unit]), "value\r\nUnit\r\n");
}

#[test]
fn an_empty_line_is_never_written() {
    assert_eq!(table(&[None, Some(1), None]), "value\r\n\"\"\r\n1\r\n\"\"\r\n");
    assert_eq!(table(&[Some(""), None]), "value\r\n\"\"\r\n\"\"\r\n");
    assert_eq!(table(&[(None::<u8>, ())]), "column0,column1\r\n,\r\n");
}

#[test]
fn the_delimiter_is_another_one_on_request() {
    let by = |delimiter| table_by(CsvOptions::new().delimiter(delimiter), &[("a;b", "c,d", 1)]);
    assert_eq!(by(';'), "column0;column1;column2\r\n\"a;b\";c,d;1\r\n");
    assert_eq!(by('|'), "column0|column1|column2\r\na;b|c,d|1\r\n");
    assert_eq!(by('\t'), "column0\tcolumn1\tcolumn2\r\na;b\tc,d\t1\r\n");
    // Nothing that could stand in a number or a quotation.
    assert_eq!(by('1'), by(','));
    assert_eq!(by('"'), by(','));
}

#[test]
fn a_guard_keeps_text_from_being_calculated() {
    let guarded = CsvOptions::new().guard(true);
    let items = [("=1+1", -1, "-1.50", "@a\"", "\r")];
    assert_eq!(
        table_by(guarded, &items),
        "column0,column1,column2,column3,column4\r\n\"'=1+1\",-1,-1.50,\"'@a\"\"\",\"'\r\"\r\n"
    );
    let names = [BTreeMap::from([("=a", [1])])];
    assert_eq!(table_by(guarded, &names), "'=a\r\n\"[1]\"\r\n");
    assert_eq!(
        table(&items),
        "column0,column1,column2,column3,column4\r\n=1+1,-1,-1.50,\"@a\"\"\",\"\r\"\r\n"
    );
}

#[test]
fn a_byte_order_mark_comes_first_on_request() {
    assert_eq!(
        table_by(CsvOptions::new().bom(true), &[(1,), (2,)]),
        "\u{feff}column0\r\n1\r\n2\r\n"
    );
}

#[test]
fn a_first_name_is_no_byte_order_mark() {
    let names = [BTreeMap::from([("\u{feff}a", 1), ("\u{feff}b", 2)])];
    assert_eq!(table(&names), "\"\u{feff}a\",\u{feff}b\r\n1,2\r\n");
}
