//! Integers, eight digits at a time.

use serde_json::Error;

use super::out::Out;

/// Eight digits have values below this.
pub(super) const EIGHT_DIGITS: u64 = 100_000_000;

/// Makes ASCII of eight digits.
const ZEROS: u64 = u64::from_ne_bytes([b'0'; 8]);

#[inline]
pub(super) fn append_unsigned<O: Out>(out: O, overflow: &mut O::Overflow, number: u64) -> Result<O, Error> {
    if number < EIGHT_DIGITS {
        return out.fill(overflow, move |room| write_short_apart(room, number) % 16);
    }
    out.fill(overflow, move |room| write_long(room, number) % 32)
}

#[inline]
pub(super) fn append_signed<O: Out>(out: O, overflow: &mut O::Overflow, number: i64) -> Result<O, Error> {
    let out = if number < 0 { out.byte(overflow, b'-')? } else { out };
    append_unsigned(out, overflow, number.unsigned_abs())
}

/// Writes a number below [`EIGHT_DIGITS`], and tells how many digits fewer than eight it has.
#[inline]
pub(super) fn write_short(room: &mut [u8; 8], number: u64) -> usize {
    let digits = digits(number);
    // The last digit is written even if it is zero.
    let missing = (digits | 1 << 56).trailing_zeros() / 8;
    *room = ((digits | ZEROS) >> (8 * missing)).to_le_bytes();
    missing as usize
}

/// Writes a number below [`EIGHT_DIGITS`], and tells its length. What calls it becomes short enough to be a part of the code
/// of a type.
#[inline(never)]
fn write_short_apart(room: &mut [u8; 16], number: u64) -> usize {
    room.first_chunk_mut().map_or(0, |room| 8 - write_short(room, number))
}

/// Writes all eight digits of a number below [`EIGHT_DIGITS`], and tells how many zeros are at their end.
#[inline]
pub(super) fn write_eight(room: &mut [u8; 8], number: u64) -> usize {
    let digits = digits(number);
    *room = (digits | ZEROS).to_le_bytes();
    // At most seven: the first one is not asked.
    ((digits | 1).leading_zeros() / 8) as usize
}

/// Writes a number of more than eight digits, and tells its length.
#[inline(never)]
fn write_long(room: &mut [u8; 32], number: u64) -> usize {
    let (high, low) = (number / EIGHT_DIGITS, number % EIGHT_DIGITS);
    let is_longest = high >= EIGHT_DIGITS;
    let first = if is_longest { high / EIGHT_DIGITS } else { high };
    let mut length = 0;
    if let Some(room) = room.first_chunk_mut() {
        length = 8 - write_short(room, first);
    }
    if is_longest {
        length = write_behind(room, length, high % EIGHT_DIGITS);
    }
    write_behind(room, length, low)
}

/// Writes eight digits behind those that there are, and tells how many there are then.
#[inline]
fn write_behind(room: &mut [u8; 32], length: usize, number: u64) -> usize {
    if let Some(room) = room.get_mut(length..).and_then(<[u8]>::first_chunk_mut) {
        write_eight(room, number);
    }
    length + 8
}

/// The values of the eight digits of a number, one in each byte, the first digit in the lowest.
///
/// Halves into quarters into eighths, all parts of a word at once: a quotient by a multiplication, and from it the remainder
/// into the next part.
#[inline]
fn digits(number: u64) -> u64 {
    let fours = number + ((1 << 32) - 10_000) * ((number * 109_951_163) >> 40);
    let twos = fours + ((1 << 16) - 100) * (((fours * 10_486) >> 20) & 0x7f_0000_007f);
    let ones = twos + ((1 << 8) - 10) * (((twos * 103) >> 10) & 0x0f_000f_000f_000f);
    ones.swap_bytes()
}
