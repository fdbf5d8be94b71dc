//! Strings by `sonic-rs`.

use super::agreement::appended;
use crate::json::{Buffer, Rules, Serializer};

#[test]
fn sonic_passes_its_own_raw_values_through_and_keeps_no_large_buffer() {
    let lazy: sonic_rs::LazyValue<'_> = sonic_rs::from_str(" { \"kept\" : 1.50 } ").expect("JSON");
    let text = appended(&[&lazy], Serializer::Sonic, None, 64);
    assert_eq!(text.as_deref(), Ok("[{ \"kept\" : 1.50 }]"));

    let mut out = Buffer::with_capacity(64 * 1024);
    let rules = Rules {
        by: Serializer::Sonic,
        ..Rules::default()
    };
    out.append_by(&"x".repeat(32 * 1024), rules).expect("a string");
    assert_eq!(out.capacity(), 64 * 1024);
}
