use std::hint::black_box;

/// Small objects of a web service: 60 % of 16 to 128 bytes, 30 % to 1 KiB, 9 % to 8 KiB, 1 % to 32 KiB.
pub struct SmallObjects(u64);

impl SmallObjects {
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// Makes so many bytes of them.
    pub fn make(&mut self, bytes: usize) -> Vec<Box<[u8]>> {
        let mut objects = Vec::new();
        let mut left = bytes;
        while left > 0 {
            let size = self.size().min(left).max(16);
            left = left.saturating_sub(size);
            objects.push(black_box(vec![1; size].into_boxed_slice()));
        }
        objects
    }

    fn size(&mut self) -> usize {
        let (from, to) = match self.random() % 100 {
            0..60 => (16, 128),
            60..90 => (128, 1 << 10),
            90..99 => (1 << 10, 8 << 10),
            _ => (8 << 10, 32 << 10),
        };
        from + self.random() as usize % (to - from)
    }

    /// xorshift64.
    fn random(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 11
    }
}
