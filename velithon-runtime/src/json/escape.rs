/// What is written for a byte that has to be escaped.
#[derive(Clone, Copy)]
pub(super) struct Escape {
    pub(super) text: [u8; 8],
    /// How many bytes of the text count.
    length: u8,
}

impl Escape {
    /// The escape of a byte that has one; bytes beyond ASCII have none.
    #[inline]
    pub(super) fn of(byte: u8) -> &'static Self {
        &ALL[usize::from(byte % 128)]
    }

    #[inline]
    pub(super) fn length(&self) -> usize {
        usize::from(self.length % 8)
    }

    const fn short(letter: u8) -> Self {
        Self {
            text: [b'\\', letter, 0, 0, 0, 0, 0, 0],
            length: 2,
        }
    }

    const fn hexadecimal(byte: u8) -> Self {
        const DIGITS: [u8; 16] = *b"0123456789abcdef";
        let (high, low) = (DIGITS[byte as usize / 16], DIGITS[byte as usize % 16]);
        Self {
            text: [b'\\', b'u', b'0', b'0', high, low, 0, 0],
            length: 6,
        }
    }
}

static ALL: [Escape; 128] = {
    let mut all = [Escape::short(b'\\'); 128];
    let mut byte = 0;
    while byte < 128 {
        all[byte as usize] = match byte {
            b'"' => Escape::short(b'"'),
            0x08 => Escape::short(b'b'),
            b'\t' => Escape::short(b't'),
            b'\n' => Escape::short(b'n'),
            0x0c => Escape::short(b'f'),
            b'\r' => Escape::short(b'r'),
            0..0x20 => Escape::hexadecimal(byte),
            _ => Escape::short(b'\\'),
        };
        byte += 1;
    }
    all
};
