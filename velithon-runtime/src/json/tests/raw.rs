//! JSON text that was written elsewhere, on one line.

use serde_json::value::RawValue;

use super::agreement::SERIALIZERS;
use crate::json::{Buffer, Rules};

#[test]
fn line_breaks_of_raw_values_become_spaces_where_they_end_a_record() {
    let raw: Box<RawValue> = serde_json::from_str("{\r\n \"a\\n\": [1,\n2]\n\n}").expect("JSON");
    for by in SERIALIZERS {
        for room in [0, 8, 64] {
            for (on_one_line, expected) in [
                (true, "[{   \"a\\n\": [1, 2]  },\"\\n\"]"),
                (false, "[{\r\n \"a\\n\": [1,\n2]\n\n},\"\\n\"]"),
            ] {
                let mut text = Buffer::with_capacity(room);
                let rules = Rules {
                    by: *by,
                    most: Some(expected.len()),
                    on_one_line,
                };
                text.append_by(&(&raw, "\n"), rules).expect("JSON");
                assert_eq!(String::from_utf8_lossy(text.written()), expected);
            }
        }
    }
}
