//! Strings by `sonic-rs`.

use super::agreement::appended;
use crate::json::{self, Serializer};

#[test]
fn sonic_passes_its_own_raw_values_through_and_keeps_no_large_buffer() {
    let lazy: sonic_rs::LazyValue<'_> = sonic_rs::from_str(" { \"kept\" : 1.50 } ").expect("JSON");
    let text = appended(&[&lazy], Serializer::Sonic, None);
    assert_eq!(text.as_deref(), Ok("[{ \"kept\" : 1.50 }]"));

    let mut out = Vec::with_capacity(64 * 1024);
    json::append_by(&mut out, &"x".repeat(32 * 1024), Serializer::Sonic, None).expect("a string");
    assert_eq!(out.capacity(), 64 * 1024);
}
