use serde_json::Error;

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGH_BITS: u64 = u64::from_ne_bytes([0x80; 8]);

/// Appends a string with its quotation marks, escaped where needed.
#[inline]
pub(super) fn append_str(out: &mut Vec<u8>, text: &str) -> Result<(), Error> {
    if !is_plain(text.as_bytes()) {
        return serde_json::to_writer(out, text);
    }
    append_plain(out, text);
    Ok(())
}

/// Appends a string that has nothing to escape, with its quotation marks.
#[inline]
pub(super) fn append_plain(out: &mut Vec<u8>, text: &str) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// Whether a string has nothing to escape: no quotation mark, no backslash, no control character.
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

/// [`is_plain`] of fewer than eight bytes. From four on, the first four and the last four fill a word; they may overlap.
#[inline]
fn is_plain_below_eight(text: &[u8]) -> bool {
    let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) else {
        return is_plain_short(text);
    };
    let low = u64::from(u32::from_ne_bytes(*first));
    let high = u64::from(u32::from_ne_bytes(*last));
    is_plain_word(high << 32 | low)
}

/// [`is_plain`] of a few bytes, or of a name that is a constant: without an early exit the compiler unrolls the loop and
/// computes the answer.
#[expect(clippy::inline_always, reason = "for a constant name, nothing of this is left")]
#[inline(always)]
pub(super) fn is_plain_short(text: &[u8]) -> bool {
    text.iter().fold(true, |plain, byte| plain & is_plain_byte(*byte))
}

#[inline]
fn is_plain_byte(byte: u8) -> bool {
    byte >= b' ' && byte != b'"' && byte != b'\\'
}

/// [`is_plain`] of eight bytes at once: a byte that is below a bound, or equal to another byte, sets its highest bit.
#[inline]
fn is_plain_word(word: u64) -> bool {
    let below = |word: u64, bound: u8| word.wrapping_sub(ONES * u64::from(bound)) & !word;
    let equal = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (below(word, b' ') | equal(b'"') | equal(b'\\')) & HIGH_BITS == 0
}
