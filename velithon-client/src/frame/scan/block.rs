/// How many bytes a block has: one bit of a mask each.
pub(super) const LENGTH: usize = 64;

/// Where in a block of bytes those are that the framing looks for.
#[derive(Debug, PartialEq)]
pub(super) struct Block {
    quotes: u64,
    backslashes: u64,
    /// Of either kind, opening and closing. Letters are among them that JSON has in strings alone.
    brackets: u64,
}

impl Block {
    #[inline]
    pub(super) fn of(bytes: &[u8; LENGTH]) -> Self {
        // All that the four brackets differ in.
        const KIND: u8 = b'[' ^ b'}';
        // Almost no block has one.
        let backslashes = bytes.iter().fold(0, |any, byte| any | u8::from(*byte == b'\\'));
        Self {
            quotes: mask(bytes, |byte| byte == b'"'),
            backslashes: if backslashes != 0 {
                mask(bytes, |byte| byte == b'\\')
            } else {
                0
            },
            brackets: mask(bytes, |byte| byte | KIND == b'{' | KIND),
        }
    }

    /// Goes on with what the scan was in before these bytes: `Ok` with what it is in behind it, or how many bytes of the block
    /// belong to the value, whose outermost bracket closes there.
    #[inline]
    pub(super) fn scan(&self, bytes: &[u8; LENGTH], mut within: Within) -> Result<Within, usize> {
        let (escaped, ends_escaping) = self.escaped(within.is_escaped);
        let quotes = self.quotes & !escaped;
        let mut in_string = prefix_xor(quotes);
        if within.is_string {
            in_string = !in_string;
        }
        let mut brackets = self.brackets & !in_string & !escaped;
        while brackets != 0 {
            let at = brackets.trailing_zeros() as usize;
            match bytes[at] {
                b'{' | b'[' => within.depth += 1,
                b'}' | b']' => {
                    within.depth -= 1;
                    if within.depth == 0 {
                        return Err(at + 1);
                    }
                }
                // No JSON, as the parser will say.
                _ => {}
            }
            brackets &= brackets - 1;
        }
        Ok(Within {
            depth: within.depth,
            is_string: in_string >> 63 == 1,
            is_escaped: ends_escaping,
        })
    }

    /// The bytes behind a backslash that is not behind one itself, and whether the byte behind the block is such a byte.
    fn escaped(&self, is_first: bool) -> (u64, bool) {
        let mut escaped = u64::from(is_first);
        let mut backslashes = self.backslashes & !escaped;
        while backslashes != 0 {
            let at = backslashes.trailing_zeros();
            if at == 63 {
                return (escaped, true);
            }
            escaped |= 2 << at;
            backslashes &= !(3 << at);
        }
        (escaped, false)
    }
}

/// What a scan is in between two blocks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Within {
    /// How many brackets are open: at least one.
    pub(super) depth: usize,
    pub(super) is_string: bool,
    pub(super) is_escaped: bool,
}

/// Each bit is the parity of those up to it: set from an opening quote on, up to the closing one.
fn prefix_xor(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

/// A bit for each byte of which something holds. The compiler compares many bytes at once; the multiplication puts the
/// lowest bits of eight bytes side by side.
#[inline]
fn mask(bytes: &[u8; LENGTH], holds: impl Fn(u8) -> bool) -> u64 {
    let flags = bytes.map(|byte| u8::from(holds(byte)));
    let (words, _) = flags.as_chunks::<8>();
    let bits = words
        .iter()
        .map(|word| u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56);
    bits.enumerate().fold(0, |mask, (at, bits)| mask + (bits << (at * 8)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Half as many pairs; behind a backslash, the first one belongs to that, and the last one escapes what follows.
    #[test]
    fn a_block_of_backslashes_alone_ends_as_it_began() {
        let bytes = [b'\\'; LENGTH];
        for is_escaped in [false, true] {
            let within = Within {
                depth: 1,
                is_string: true,
                is_escaped,
            };
            assert_eq!(Block::of(&bytes).scan(&bytes, within), Ok(within));
        }
    }

    /// A byte that is taken for a bracket and is none costs the scan a step.
    #[test]
    fn of_what_json_has_outside_of_strings_the_brackets_alone_are_looked_at() {
        let brackets = |byte| {
            let mut bytes = [b' '; LENGTH];
            bytes[1] = byte;
            Block::of(&bytes).brackets
        };
        for byte in *b"[]{}" {
            assert_eq!(brackets(byte), 0b10, "{:?}", char::from(byte));
        }
        for byte in *b" \t\r\n:,\"-+.0123456789eEtruefalsn" {
            assert_eq!(brackets(byte), 0, "{:?}", char::from(byte));
        }
    }

    proptest! {
        #[test]
        fn each_bit_is_that_of_its_byte(bytes in prop::collection::vec(any::<u8>(), LENGTH), wanted in any::<u8>()) {
            let mut bytes: [u8; LENGTH] = bytes.try_into().unwrap();
            bytes[usize::from(wanted) % LENGTH] = wanted;
            let found = mask(&bytes, |byte| byte == wanted);
            for (at, byte) in bytes.iter().enumerate() {
                prop_assert_eq!(found >> at & 1 == 1, *byte == wanted);
            }
        }
    }
}
