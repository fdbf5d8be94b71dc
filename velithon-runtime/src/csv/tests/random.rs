//! Any text and any numbers, read back by the crate `csv`.

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::{CsvOptions, table_by};

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Row {
    number: i64,
    text: String,
    fraction: Option<f64>,
    is: bool,
    last: String,
}

/// Text of what is special somewhere.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z\",;|\t\r\n'=+@ -]{0,40}",
        ".{0,20}",
        prop::collection::vec(
            prop_oneof![Just("\""), Just("\r\n"), Just(","), Just("é\u{feff}\0"), Just("word")],
            0..200
        )
        .prop_map(|words| words.concat()),
    ]
}

fn row() -> impl Strategy<Value = Row> {
    let fraction = prop::option::of(prop::num::f64::NORMAL);
    (any::<i64>(), text(), fraction, any::<bool>(), text()).prop_map(|(number, text, fraction, is, last)| Row {
        number,
        text,
        fraction,
        is,
        last,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rows_are_read_back_as_they_were(
        rows in prop::collection::vec(row(), 1..20),
        delimiter in prop::sample::select(vec![',', ';', '|', '\t']),
    ) {
        let written = table_by(CsvOptions::new().delimiter(delimiter), &rows);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter as u8)
            .from_reader(written.as_bytes());
        let read: Vec<Row> = reader.deserialize().collect::<Result<_, _>>().expect("a table");
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn any_names_are_read_back_as_they_were(names in prop::collection::btree_set(text(), 1..8)) {
        let row: std::collections::BTreeMap<_, _> = names.iter().map(|name| (name, 1)).collect();
        let written = table_by(CsvOptions::new(), &[row]);
        let mut reader = csv::Reader::from_reader(written.as_bytes());
        let read: Vec<&str> = reader.headers().expect("a header").iter().collect();
        prop_assert_eq!(read, names.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
