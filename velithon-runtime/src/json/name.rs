use serde_json::Error;

use super::{plain::is_plain, string::Strings};

/// Longer names are written as any other string.
const SHORT: usize = 28;

/// Appends the name of a field in quotation marks, with `before` (`{` or `,`) in front of it and a colon behind it.
///
/// For a constant name all of this is one test for room and a store or two of constants.
#[expect(
    clippy::inline_always,
    reason = "for a constant name, nothing but the stores is left"
)]
#[inline(always)]
pub(super) fn append_name<O: Strings>(
    out: O,
    overflow: &mut O::Overflow,
    before: u8,
    name: &'static str,
) -> Result<O, Error> {
    if name.len() > SHORT || !name.bytes().fold(true, |plain, byte| plain & is_plain(byte)) {
        return append_other_name(out, overflow, before, name);
    }
    let length = name.len() + 4;
    // What `fill` is given captures integers: an array would be kept in memory.
    let first = word(before, name, 0);
    if length <= 8 {
        return out.fill(overflow, move |room| {
            *room = first.to_le_bytes();
            length
        });
    }
    let low = u128::from(first) + (u128::from(word(before, name, 8)) << 64);
    if length <= 16 {
        return out.fill(overflow, move |room| {
            *room = low.to_le_bytes();
            length
        });
    }
    let high = u128::from(word(before, name, 16)) + (u128::from(word(before, name, 24)) << 64);
    out.fill(overflow, move |room: &mut [u8; 32]| {
        if let [first, second] = room.as_chunks_mut().0 {
            (*first, *second) = (low.to_le_bytes(), high.to_le_bytes());
        }
        length
    })
}

/// Eight bytes of the text, from `start` on.
#[expect(clippy::inline_always, reason = "as `append_name`")]
#[inline(always)]
fn word(before: u8, name: &str, start: usize) -> u64 {
    let mut word = 0;
    let mut at = 0;
    while at < 8 {
        word |= u64::from(byte(before, name.as_bytes(), start + at)) << (8 * at);
        at += 1;
    }
    word
}

#[expect(clippy::inline_always, reason = "as `append_name`")]
#[inline(always)]
fn byte(before: u8, name: &[u8], at: usize) -> u8 {
    let end = name.len() + 2;
    match at {
        0 => before,
        1 => b'"',
        _ if at < end => name[at - 2],
        _ if at == end => b'"',
        _ => b':',
    }
}

/// A name that is long, or has something to escape.
#[cold]
fn append_other_name<O: Strings>(out: O, overflow: &mut O::Overflow, before: u8, name: &str) -> Result<O, Error> {
    let out = out.byte(overflow, before)?;
    let out = out.string(overflow, name)?;
    out.byte(overflow, b':')
}
