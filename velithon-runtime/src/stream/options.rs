use std::time::Duration;

/// How one handler streams; the attribute's arguments make it.
#[derive(Clone, Copy, Debug)]
pub struct StreamOptions {
    pub(crate) chunk: usize,
    pub(crate) stall: Option<Duration>,
}

impl StreamOptions {
    /// What holds where the attribute says nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            chunk: 32 * 1024,
            stall: Some(Duration::from_mins(1)),
        }
    }

    /// A chunk is sent once it holds this many bytes.
    #[must_use]
    pub const fn chunk(self, bytes: usize) -> Self {
        Self { chunk: bytes, ..self }
    }

    /// The handler is dropped when its client has taken no chunk for so long; `None` lets it wait for ever.
    ///
    /// Needs feature `tokio` and a runtime whose timer is enabled, and holds for handlers that are `Send`.
    #[must_use]
    pub const fn stall(self, limit: Option<Duration>) -> Self {
        Self { stall: limit, ..self }
    }
}

impl Default for StreamOptions {
    fn default() -> Self {
        Self::new()
    }
}
