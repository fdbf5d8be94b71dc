//! Numbers with a fraction. Most that people write have few digits, and these are found by arithmetic alone.

use serde_json::Error;

use super::{
    integer::{EIGHT_DIGITS, write_eight, write_short},
    out::Out,
    plain::copy_any,
};

/// As many decimals as there are digits in [`EIGHT_DIGITS`].
const SCALE: f64 = 1e8;

/// Numbers below this have no more than 15 digits with so many decimals.
const END: f64 = 1e7;

/// Smaller numbers are written with an exponent.
const SMALLEST: f64 = 1e-5;

/// Added to a smaller number, this rounds it to an integer, which then stands in the lowest bits of the sum.
const ROUND: f64 = 4_503_599_627_370_496.0;

#[inline]
pub(super) fn append_f64<O: Out>(out: O, overflow: &mut O::Overflow, value: f64) -> Result<O, Error> {
    out.fill(overflow, move |room| write_f64(room, value) % 32)
}

#[inline]
pub(super) fn append_f32<O: Out>(out: O, overflow: &mut O::Overflow, value: f32) -> Result<O, Error> {
    out.fill(overflow, move |room| {
        let length = if value.is_finite() {
            write_shortest(room, value)
        } else {
            write_null(room)
        };
        length % 32
    })
}

/// Writes a number, and tells the length of its text.
#[inline(never)]
pub(crate) fn write_f64(room: &mut [u8; 32], value: f64) -> usize {
    if let Some(number) = in_units(value.abs()) {
        return write_decimal(room, value.is_sign_negative(), number);
    }
    if value.is_finite() {
        return write_shortest(room, value);
    }
    write_null(room)
}

/// A number in units of the eighth decimal, where its shortest text has no more decimals than that.
#[inline]
fn in_units(size: f64) -> Option<u64> {
    let rounded = size * SCALE + ROUND;
    // The nearest decimal of so many digits, divided by an exact power of ten: a quotient rounded once. Where it is the
    // number, that decimal is its shortest text, because two decimals of up to 15 digits are never the same number.
    #[expect(clippy::float_cmp, reason = "anything but the same number has another text")]
    let is_short = size < END && (rounded - ROUND) / SCALE == size && (size >= SMALLEST || size == 0.0);
    is_short.then(|| rounded.to_bits() - ROUND.to_bits())
}

/// Writes a number that is given in units of the eighth decimal.
#[inline]
fn write_decimal(room: &mut [u8; 32], is_negative: bool, number: u64) -> usize {
    let mut length = usize::from(is_negative);
    room[0] = b'-';
    if let Some(whole) = room[length..].first_chunk_mut() {
        length += write_short(whole, number / EIGHT_DIGITS);
    }
    let mut zeros = 0;
    if let Some([point, fraction @ ..]) = room.get_mut(length..).and_then(<[u8]>::first_chunk_mut::<9>) {
        *point = b'.';
        zeros = write_eight(fraction, number % EIGHT_DIGITS);
    }
    length + 9 - zeros
}

/// Writes a number by the algorithm that `serde_json` uses, and tells the length of its text.
#[inline]
pub(crate) fn write_shortest<F: zmij::Float>(room: &mut [u8; 32], value: F) -> usize {
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(value).as_bytes();
    if let Some(room) = room.get_mut(..text.len()) {
        copy_any(room, text);
    }
    text.len()
}

/// What there is no number for is `null`.
#[cold]
fn write_null(room: &mut [u8; 32]) -> usize {
    if let Some(room) = room.first_chunk_mut() {
        *room = *b"null";
    }
    4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_few_digits_are_found_by_arithmetic_alone() {
        for (size, units) in [
            (0.0, Some(0)),
            (0.000_01, Some(1000)),
            (0.1, Some(10_000_000)),
            (0.123_456_78, Some(12_345_678)),
            (1.0, Some(100_000_000)),
            (19.99, Some(1_999_000_000)),
            (9_999_999.5, Some(999_999_950_000_000)),
            (0.000_009, None),
            (0.1 + 0.2, None),
            (1.0 / 3.0, None),
            (1e7, None),
            (f64::INFINITY, None),
            (f64::NAN, None),
        ] {
            assert_eq!(in_units(size), units, "{size}");
        }
    }
}
