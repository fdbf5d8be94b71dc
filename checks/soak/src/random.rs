/// Numbers that a seed makes: xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift generators").
pub(crate) struct Random(u64);

impl Random {
    /// The one of the numbered client.
    pub(crate) fn new(seed: u64, client: u64) -> Self {
        // Zero would stay zero.
        Self((seed ^ client.wrapping_mul(0x9e37_79b9_7f4a_7c15)).max(1))
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        let index = self.below(from.len() as u64);
        // Below the length, which is one already.
        from[usize::try_from(index).unwrap_or(0)]
    }

    pub(crate) fn bytes(&mut self, most: u64) -> Vec<u8> {
        let length = 1 + self.below(most);
        (0..length).map(|_| self.next().to_le_bytes()[0]).collect()
    }
}
