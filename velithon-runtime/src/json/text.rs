use serde_json::Error;

use super::out::Out;

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGH_BITS: u64 = u64::from_ne_bytes([0x80; 8]);

/// Names up to this length are put together on the stack, with what stands around them.
const SHORT: usize = 28;

/// Appends a string.
#[inline]
pub(super) fn append_str(out: &mut Vec<u8>, text: &str) -> Result<(), Error> {
    if !is_plain(text.as_bytes()) {
        return serde_json::to_writer(out, text);
    }
    append_plain(out, text);
    Ok(())
}

/// Appends a string that is its own JSON text.
#[inline]
pub(super) fn append_plain(out: &mut Vec<u8>, text: &str) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// Appends the name of a field and what stands before it, `{` or `,`.
#[expect(
    clippy::inline_always,
    reason = "where the name is known, all of this is one store of a constant"
)]
#[inline(always)]
pub(super) fn append_name<O: Out>(out: &mut O, before: u8, name: &'static str) -> Result<(), Error> {
    if name.len() > SHORT || !is_plain_short(name.as_bytes()) {
        return append_odd_name(out, before, name);
    }
    let end = name.len() + 2;
    let mut text = [b'"'; SHORT + 4];
    text[0] = before;
    text[2..end].copy_from_slice(name.as_bytes());
    text[end + 1] = b':';
    out.text(&text[..end + 2])
}

#[cold]
fn append_odd_name<O: Out>(out: &mut O, before: u8, name: &str) -> Result<(), Error> {
    out.byte(before)?;
    out.string(name)?;
    out.byte(b':')
}

/// Whether a string is its own JSON text: no quote, no backslash, no control character.
#[inline]
pub(super) fn is_plain(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk() else {
        return is_plain_below_eight(text);
    };
    let (words, _) = text.as_chunks();
    words
        .iter()
        .chain([last])
        .all(|word| is_plain_word(u64::from_ne_bytes(*word)))
}

/// [`is_plain`] of what is no word long: from four bytes on both halves of a word have them all, some twice.
#[inline]
fn is_plain_below_eight(text: &[u8]) -> bool {
    let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) else {
        return is_plain_short(text);
    };
    let low = u64::from(u32::from_ne_bytes(*first));
    let high = u64::from(u32::from_ne_bytes(*last));
    is_plain_word(high << 32 | low)
}

/// [`is_plain`] of a few bytes, or of a name that is known: without an early end, the compiler unrolls it and then knows
/// the answer.
#[expect(clippy::inline_always, reason = "where the name is known, nothing of this is left")]
#[inline(always)]
fn is_plain_short(text: &[u8]) -> bool {
    text.iter().fold(true, |plain, byte| plain & is_plain_byte(*byte))
}

#[inline]
fn is_plain_byte(byte: u8) -> bool {
    byte >= b' ' && byte != b'"' && byte != b'\\'
}

/// [`is_plain`] of eight bytes at once: one below a bound, or equal to another, shows as its highest bit.
#[inline]
fn is_plain_word(word: u64) -> bool {
    let below = |word: u64, bound: u8| word.wrapping_sub(ONES * u64::from(bound)) & !word;
    let equal = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (below(word, b' ') | equal(b'"') | equal(b'\\')) & HIGH_BITS == 0
}
