//! Values at random: what no table thinks of.

use proptest::prelude::*;
use serde::Serialize;

use super::agreement::appended;
use crate::json::Serializer;

/// Of one serializer, with room for all and with room for a part.
fn agrees<T: Serialize>(value: &T) {
    let expected = serde_json::to_string(value).expect("JSON");
    for room in [4 * 1024, expected.len() / 2] {
        let text = appended(value, Serializer::Own, None, room);
        assert_eq!(text.as_ref(), Ok(&expected), "with room for {room}");
    }
}

proptest! {
    #[test]
    fn doubles_of_any_bits_agree(bits: u64) {
        agrees(&f64::from_bits(bits));
    }

    #[test]
    fn decimals_agree(number: i64, digits in 1u32..19, decimals in 0i32..12) {
        #[expect(clippy::cast_precision_loss, reason = "the nearest one is as good")]
        let number = (number % 10i64.pow(digits)) as f64;
        agrees(&(number / 10f64.powi(decimals), number * 10f64.powi(-decimals)));
    }

    #[test]
    fn integers_agree(number: u64, digits in 1u32..20, negative: i64) {
        agrees(&(number, number % 10u64.pow(digits), negative, negative >> digits));
    }

    #[test]
    fn strings_agree(text in ".{0,100}", escaped in "[a-z\"\\\\\u{0}-\u{20}é]{0,80}") {
        agrees(&(text, escaped));
    }
}
