//! Text that has nothing to escape: no quotation mark, no backslash, no control character.

#![expect(
    clippy::inline_always,
    reason = "a call for each block would cost more than the block"
)]

/// How many bytes of a longer text are looked at and copied at once. The compiler makes vector instructions of it.
const BLOCK: usize = 32;

/// Text of so many bytes, or of less, is looked at as one or two words.
pub(crate) const SHORT: usize = 16;

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGH_BITS: u64 = u64::from_ne_bytes([0x80; 8]);

/// Copies text into the beginning of `room`, unless something in it has to be escaped or there is no room; tells whether.
#[inline]
pub(crate) fn copy_plain(room: &mut [u8], text: &[u8]) -> bool {
    copy_if(room, text, json)
}

/// [`copy_plain`] of at most [`SHORT`] bytes, for which there is room.
#[inline]
pub(super) fn copy_short_plain(room: &mut [u8], text: &[u8]) -> bool {
    copy_short_if(room, text, json)
}

/// Zero for a byte that has to be escaped in JSON. As minima instead of comparisons, a few vector instructions do it for a block.
#[inline(always)]
fn json(byte: u8) -> u8 {
    (byte ^ b'"').min(byte ^ b'\\').min(byte & 0xe0)
}

/// Copies text into the beginning of `room`, unless `allowed` is zero for a byte of it or there is no room; tells whether.
#[inline(always)]
pub(crate) fn copy_if(room: &mut [u8], text: &[u8], allowed: impl Fn(u8) -> u8 + Copy) -> bool {
    let Some(room) = room.get_mut(..text.len()) else {
        return false;
    };
    if text.len() <= SHORT {
        return copy_short_if(room, text, allowed);
    }
    if text.len() <= BLOCK {
        let halves = copy_halves::<SHORT>(room, text);
        return halves.is_some_and(|[first, last]| are_allowed(&first, allowed) && are_allowed(&last, allowed));
    }
    let (from, to) = (text.as_chunks::<BLOCK>().0, room.as_chunks_mut::<BLOCK>().0);
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
        if !are_allowed(from, allowed) {
            return false;
        }
    }
    // The rest, with as much before it as makes a block.
    let (Some(to), Some(from)) = (room.last_chunk_mut::<BLOCK>(), text.last_chunk()) else {
        return false;
    };
    *to = *from;
    are_allowed(from, allowed)
}

/// [`copy_if`] of at most [`SHORT`] bytes: two halves, which may overlap, have all of it.
#[inline(always)]
pub(crate) fn copy_short_if(room: &mut [u8], text: &[u8], allowed: impl Fn(u8) -> u8 + Copy) -> bool {
    if let Some([first, last]) = copy_halves::<8>(room, text) {
        return are_allowed(&first, allowed) && are_allowed(&last, allowed);
    }
    if let Some([first, last]) = copy_halves::<4>(room, text) {
        let both = u64::from(u32::from_le_bytes(first)) + (u64::from(u32::from_le_bytes(last)) << 32);
        return are_allowed(&both.to_le_bytes(), allowed);
    }
    if let Some([first, last]) = copy_halves::<2>(room, text) {
        let both = u64::from(u16::from_le_bytes(first)) + (u64::from(u16::from_le_bytes(last)) << 16);
        // Twice, as a block of the length that the others have.
        return are_allowed(&(both + (both << 32)).to_le_bytes(), allowed);
    }
    let ([to], [from]) = (room, text) else {
        return text.is_empty();
    };
    *to = *from;
    allowed(*from) != 0
}

/// Copies text of `N` to `2 * N` bytes, into room of the same length, and returns its first and its last `N` bytes.
#[inline]
fn copy_halves<const N: usize>(room: &mut [u8], text: &[u8]) -> Option<[[u8; N]; 2]> {
    let (first, last) = (*text.first_chunk()?, *text.last_chunk()?);
    *room.first_chunk_mut()? = first;
    *room.last_chunk_mut()? = last;
    Some([first, last])
}

/// Copies text of any kind, into room of the same length; short text without a call.
#[inline]
pub(super) fn copy_any(room: &mut [u8], text: &[u8]) {
    match text.len() {
        0..2 | 33.. => room.copy_from_slice(text),
        2..4 => _ = copy_halves::<2>(room, text),
        4..8 => _ = copy_halves::<4>(room, text),
        8..16 => _ = copy_halves::<8>(room, text),
        16..=32 => _ = copy_halves::<16>(room, text),
    }
}

/// How many bytes have nothing to escape, from the beginning on.
#[inline]
pub(super) fn plain_length(text: &[u8]) -> usize {
    let (words, rest) = text.as_chunks();
    for (index, word) in words.iter().enumerate() {
        let escaped = escaped(u64::from_le_bytes(*word));
        if escaped != 0 {
            return 8 * index + (escaped.trailing_zeros() / 8) as usize;
        }
    }
    let end = rest.iter().position(|byte| !is_plain(*byte)).unwrap_or(rest.len());
    8 * words.len() + end
}

#[inline]
pub(super) fn is_plain(byte: u8) -> bool {
    byte >= b' ' && byte != b'"' && byte != b'\\'
}

/// Whether `allowed` is zero for none of the bytes. Without an early exit, a few vector instructions find out.
#[inline(always)]
fn are_allowed<const N: usize>(block: &[u8; N], allowed: impl Fn(u8) -> u8) -> bool {
    block.iter().fold(0, |any, byte| any | u8::from(allowed(*byte) == 0)) == 0
}

/// The highest bit of the first byte that has to be escaped, and perhaps of others after it; zero where there is none.
#[inline]
fn escaped(word: u64) -> u64 {
    let below = |word: u64, bound: u8| word.wrapping_sub(ONES * u64::from(bound)) & !word;
    let equal = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (below(word, b' ') | equal(b'"') | equal(b'\\')) & HIGH_BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_copied_whole_and_no_other() {
        for length in 0..4 * BLOCK {
            let text = vec![b'x'; length];
            let mut room = vec![0; length];
            assert!(copy_plain(&mut room, &text), "{length} bytes");
            assert_eq!(room, text);
            for (place, odd) in (0..length).flat_map(|place| [(place, b'"'), (place, b'\\'), (place, 0x1f)]) {
                let mut text = text.clone();
                text[place] = odd;
                assert!(!copy_plain(&mut room, &text), "{odd} at {place} of {length} bytes");
            }
            if let Some((_, too_little)) = room.split_first_mut() {
                assert!(!copy_plain(too_little, &text), "{length} bytes");
            }
        }
    }
}
