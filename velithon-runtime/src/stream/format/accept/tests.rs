use proptest::prelude::*;

use super::*;

const ALL: &[Format] = &[Format::Array, Format::Ndjson, Format::Sse];
const DEFAULT: &[Format] = &[Format::Array, Format::Ndjson];

fn negotiated(accept: &str, formats: &[Format]) -> (Format, &'static str) {
    let accept = HeaderValue::from_str(accept).unwrap();
    let negotiated = negotiate(Some(&accept), formats);
    (negotiated.format, negotiated.content_type)
}

#[test]
fn only_a_type_that_is_named_gets_records() {
    let array = (Format::Array, "application/json");
    for accept in [
        "",
        "*/*",
        "application/*",
        "text/html",
        "image/png, */*;q=0.8",
        "nonsense",
        "text/event-stream",
    ] {
        assert_eq!(negotiated(accept, DEFAULT), array, "{accept}");
    }
    assert_eq!(negotiate(None, ALL).format, Format::Array);
    for name in NDJSON {
        assert_eq!(negotiated(name, DEFAULT), (Format::Ndjson, name));
        assert_eq!(negotiated(&name.to_uppercase(), DEFAULT), (Format::Ndjson, name));
        assert_eq!(
            negotiated(&format!("{name}; charset=utf-8"), DEFAULT),
            (Format::Ndjson, name)
        );
    }
    assert_eq!(negotiated("text/event-stream", ALL), (Format::Sse, "text/event-stream"));
}

#[test]
fn the_quality_decides_then_the_name_then_the_order() {
    for (accept, format) in [
        ("application/json;q=0.5, application/x-ndjson", Format::Ndjson),
        ("application/x-ndjson;q=0.5, application/json", Format::Array),
        ("application/x-ndjson;q=0.501, application/json;q=0.5", Format::Ndjson),
        ("*/*, application/x-ndjson", Format::Ndjson),
        ("*/*, application/x-ndjson;q=0.9", Format::Array),
        ("application/json, application/x-ndjson", Format::Array),
        ("application/x-ndjson, application/json", Format::Ndjson),
        ("application/x-ndjson;q=0, */*;q=0.1", Format::Array),
        (
            "application/json;q=0.1, application/x-ndjson;q=0.5, */*",
            Format::Ndjson,
        ),
        ("application/x-ndjson;q=0", Format::Array),
        ("application/json;q=0, application/jsonl;q=0.001", Format::Ndjson),
        ("text/event-stream, application/x-ndjson;q=0.9", Format::Sse),
    ] {
        assert_eq!(negotiated(accept, ALL).0, format, "{accept}");
    }
}

#[test]
fn what_is_in_quotation_marks_separates_nothing() {
    for (accept, format) in [
        (r#"text/html;p="a,application/x-ndjson,b""#, Format::Array),
        (r#"text/html;p="\",application/x-ndjson,\"""#, Format::Array),
        (r#"text/html;p="\\\",application/x-ndjson,b""#, Format::Array),
        (r#"application/x-ndjson;p="a;q=0;b""#, Format::Ndjson),
        (r#"application/x-ndjson;p="a;q=0;b";q=0"#, Format::Array),
        // What is behind them does.
        (r#"text/html;p="", application/x-ndjson"#, Format::Ndjson),
        (r#"text/html;p="\"", application/x-ndjson"#, Format::Ndjson),
        (r#"text/html;p="\\", application/x-ndjson"#, Format::Ndjson),
        // They never end.
        (r#"text/html;p=",application/x-ndjson,"#, Format::Array),
        // There is nothing to escape outside of them.
        (r#"text/html;p=\",application/x-ndjson,b""#, Format::Array),
        (r"text/html;p=\,application/x-ndjson", Format::Ndjson),
    ] {
        assert_eq!(negotiated(accept, ALL).0, format, "{accept}");
    }
}

#[test]
fn the_most_exact_range_holds_for_a_type() {
    for (accept, format) in [
        ("application/*;q=0.1, */*, application/x-ndjson;q=0.5", Format::Ndjson),
        ("*/*;q=0.1, application/*, application/x-ndjson;q=0.5", Format::Array),
        (
            "application/json;q=0.1, application/*, application/x-ndjson;q=0.5",
            Format::Ndjson,
        ),
        ("application/*;q=0, */*, text/event-stream;q=0.1", Format::Sse),
        ("text/*;q=0, text/event-stream;q=0.1, */*;q=0", Format::Sse),
    ] {
        assert_eq!(negotiated(accept, ALL).0, format, "{accept}");
    }
    // Of another kind, and of another name for lines.
    let formats = &[Format::Sse, Format::Ndjson];
    assert_eq!(
        negotiated("application/*, application/jsonl;q=0.5", formats).0,
        Format::Ndjson
    );
    assert_eq!(negotiated("text/*, application/jsonl;q=0.5", formats).0, Format::Sse);
    assert_eq!(
        negotiated("*/*, application/jsonl;q=0.5", &[Format::Ndjson]),
        (Format::Ndjson, NDJSON[0])
    );
}

#[test]
fn a_quality_that_cannot_be_read_asks_for_nothing() {
    for quality in ["2", "-1", "0.1234", "1.001", "0,5", "x", "", "0.5.5", "+0.5"] {
        let accept = format!("application/x-ndjson;q={quality}");
        assert_eq!(negotiated(&accept, ALL).0, Format::Array, "{accept}");
    }
    for quality in ["1", "1.", "1.000", "0.1", "0.12", "0.123"] {
        let accept = format!("application/x-ndjson; Q={quality}");
        assert_eq!(negotiated(&accept, ALL).0, Format::Ndjson, "{accept}");
    }
}

#[test]
fn without_an_array_the_first_format_is_the_one_for_everybody() {
    let formats = &[Format::Sse, Format::Ndjson];
    assert_eq!(negotiated("*/*", formats).0, Format::Sse);
    assert_eq!(negotiated("application/json", formats).0, Format::Sse);
    assert_eq!(negotiated("application/jsonl", formats).0, Format::Ndjson);
    assert_eq!(
        negotiated("application/json", &[Format::Ndjson]),
        (Format::Ndjson, NDJSON[0])
    );
}

#[test]
fn a_response_varies_where_there_is_a_choice() {
    for (formats, varies) in [
        (DEFAULT, true),
        (&[Format::Ndjson], true), // there are three media types for lines
        (&[Format::Array, Format::Sse], true),
        (&[Format::Array], false),
        (&[Format::Sse], false),
    ] {
        assert_eq!(negotiate(None, formats).varies, varies, "{formats:?}");
    }
}

#[test]
fn an_array_is_the_default_though_it_is_not_the_first() {
    for formats in [&[Format::Sse, Format::Array], &[Format::Ndjson, Format::Array]] {
        assert_eq!(negotiate(None, formats).format, Format::Array, "{formats:?}");
    }
}

proptest! {
    #[test]
    fn whatever_is_asked_for_one_of_the_formats_is_chosen(accept in "[ -~]{0,80}") {
        prop_assert!(DEFAULT.contains(&negotiated(&accept, DEFAULT).0));
    }

    #[test]
    fn of_two_qualities_the_higher_is_chosen(json in 1u16..=999, ndjson in 1u16..=999) {
        prop_assume!(json != ndjson);
        let accept = format!("application/json;q=0.{json:03}, application/ndjson;q=0.{ndjson:03}");
        prop_assert_eq!(negotiated(&accept, DEFAULT).0 == Format::Ndjson, ndjson > json);
    }
}
