//! Integers, eight digits at a time.

use serde_json::Error;

use super::out::Out;

/// Eight digits have values below this.
pub(crate) const EIGHT_DIGITS: u64 = 100_000_000;

/// Makes ASCII of eight digits.
const ZEROS: u64 = u64::from_ne_bytes([b'0'; 8]);

#[inline]
pub(super) fn append_unsigned<O: Out>(out: O, overflow: &mut O::Overflow, number: u64) -> Result<O, Error> {
    out.fill(overflow, move |room| write_unsigned(room, number) % 32)
}

#[inline]
pub(super) fn append_signed<O: Out>(out: O, overflow: &mut O::Overflow, number: i64) -> Result<O, Error> {
    let out = if number < 0 { out.byte(overflow, b'-')? } else { out };
    append_unsigned(out, overflow, number.unsigned_abs())
}

/// Writes a number, and tells its length. What calls it is short enough to become a part of the code of a type.
#[inline(never)]
pub(crate) fn write_unsigned(room: &mut [u8; 32], number: u64) -> usize {
    if number >= EIGHT_DIGITS {
        return write_long(room, number);
    }
    room.first_chunk_mut().map_or(0, |room| write_short(room, number))
}

/// Writes a number below [`EIGHT_DIGITS`], and tells its length.
#[inline]
pub(crate) fn write_short(room: &mut [u8; 8], number: u64) -> usize {
    // What is written next waits for the length alone, which is known long before the digits.
    let length = count_digits(number);
    let unused = 8_usize.wrapping_sub(length) % 8;
    *room = ((digits(number) + ZEROS) << (8 * unused)).to_be_bytes();
    length
}

/// How many digits a number below [`EIGHT_DIGITS`] has.
#[inline]
fn count_digits(number: u64) -> usize {
    /// For each number of bits: what is added to a number of so many, so that the upper half of the sum counts its digits.
    const CARRIES: [u64; 64] = {
        let mut carries = [1 << 32; 64];
        let mut bits = 28;
        while bits > 1 {
            bits -= 1;
            let (mut digits, mut next) = (1, 10);
            while next <= 1 << (bits - 1) {
                (digits, next) = (digits + 1, next * 10);
            }
            // Where numbers of so many bits differ by a digit, those that have it carry.
            carries[bits] = if next >= 1 << bits {
                digits << 32
            } else {
                ((digits + 1) << 32) - next
            };
        }
        carries
    };
    let bits = (2 * number + 1).ilog2() as usize;
    ((number + CARRIES[bits]) >> 32) as usize
}

/// Writes all eight digits of a number below [`EIGHT_DIGITS`], and tells how many zeros are at their end.
#[inline]
pub(super) fn write_eight(room: &mut [u8; 8], number: u64) -> usize {
    let digits = digits(number);
    *room = (digits + ZEROS).to_be_bytes();
    // At most seven: the first one is not asked.
    (digits.trailing_zeros() / 8).min(7) as usize
}

/// Writes a number of more than eight digits, and tells its length.
#[inline(never)]
fn write_long(room: &mut [u8; 32], number: u64) -> usize {
    let (high, low) = (number / EIGHT_DIGITS, number % EIGHT_DIGITS);
    let is_longest = high >= EIGHT_DIGITS;
    let first = if is_longest { high / EIGHT_DIGITS } else { high };
    let mut length = 0;
    if let Some(room) = room.first_chunk_mut() {
        length = write_short(room, first);
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

/// The values of the eight digits of a number, one in each byte, the first digit in the highest.
///
/// Halves into quarters into eighths, all parts of a word at once: a quotient by a multiplication, and from it the remainder
/// into the next part.
#[inline]
fn digits(number: u64) -> u64 {
    let fours = number + ((1 << 32) - 10_000) * ((number * 109_951_163) >> 40);
    let twos = fours + ((1 << 16) - 100) * (((fours * 10_486) >> 20) & 0x7f_0000_007f);
    twos + ((1 << 8) - 10) * (((twos * 103) >> 10) & 0x0f_000f_000f_000f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_counted_on_both_sides_of_each_power() {
        let powers = (0..27)
            .map(|bit| 1 << bit)
            .chain((0..8).map(|digits| 10_u64.pow(digits)));
        let near = powers.flat_map(|power| [power - 1, power, power + 1]);
        for number in near.chain([EIGHT_DIGITS - 1]) {
            assert_eq!(count_digits(number), number.to_string().len(), "{number}");
        }
    }
}
