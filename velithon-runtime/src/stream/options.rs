/// How one handler streams; the attribute's arguments make it.
#[derive(Clone, Copy, Debug)]
pub struct StreamOptions {
    pub(crate) chunk: usize,
}

impl StreamOptions {
    /// What holds where the attribute says nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { chunk: 32 * 1024 }
    }

    /// A chunk is sent once it holds this many bytes.
    #[must_use]
    pub const fn chunk(self, bytes: usize) -> Self {
        Self { chunk: bytes }
    }
}

impl Default for StreamOptions {
    fn default() -> Self {
        Self::new()
    }
}
