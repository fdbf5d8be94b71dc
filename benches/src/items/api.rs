//! What APIs send of an order and of a review: a price, a time, an id that is no number, and text that has to be escaped.

use std::fmt::{self, Display, Write};

use serde::{Serialize, Serializer};

use super::Sample;

/// An item with a price, a time and a UUID.
#[derive(Clone, Serialize)]
pub(crate) struct Order {
    id: u32,
    paid: bool,
    title: &'static str,
    price: f64,
    created_at: Timestamp,
    token: Token,
}

impl Sample for Order {
    const LENGTH: usize = 145;

    fn nth(n: u32) -> Self {
        Self {
            id: 1_000_000 + n % 9_000_000,
            paid: n.is_multiple_of(2),
            title: if n.is_multiple_of(3) { "Desk lamp" } else { "Armchairs" },
            // No price ends with a zero: all are of one length.
            price: f64::from(10_001 + n.wrapping_mul(31) % 8_000 * 10) / 100.0,
            created_at: Timestamp(n),
            token: Token(n.wrapping_mul(2_654_435_761)),
        }
    }
}

/// A time that is displayed digit by digit, as the usual crates for times do it.
#[derive(Clone)]
struct Timestamp(u32);

impl Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("2026-03-")?;
        for (number, after) in [
            (10 + self.0 % 20, 'T'),
            (self.0 % 24, ':'),
            (self.0 % 60, ':'),
            (self.0 % 59, 'Z'),
        ] {
            for digit in [number / 10, number % 10] {
                f.write_char(char::from_digit(digit, 10).unwrap_or('?'))?;
            }
            f.write_char(after)?;
        }
        Ok(())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A UUID, whose digits are put together for each item.
#[derive(Clone)]
struct Token(u32);

impl Serialize for Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = *b"67e55044-10b1-426f-9247-bb680e5fe0c8";
        for (at, digit) in text[..8].iter_mut().enumerate() {
            *digit = b"0123456789abcdef"[(self.0 >> (4 * at)) as usize % 16];
        }
        serializer.serialize_str(str::from_utf8(&text).unwrap_or_default())
    }
}

/// An item whose text has a quotation mark and an umlaut.
#[derive(Clone, Serialize)]
pub(crate) struct Review {
    id: u32,
    stars: u32,
    author: &'static str,
    text: &'static str,
}

impl Sample for Review {
    const LENGTH: usize = 112;

    fn nth(n: u32) -> Self {
        Self {
            id: 1_000_000 + n % 9_000_000,
            stars: 1 + n % 5,
            author: if n.is_multiple_of(2) {
                "Jörg Müller"
            } else {
                "Änne Möller"
            },
            text: "The label says \"brass\", and it is: schön und gut.",
        }
    }
}
