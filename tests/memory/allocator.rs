//! What is alive in this process.

use peak_alloc::PeakAlloc;

#[global_allocator]
static COUNTING: PeakAlloc = PeakAlloc;

/// What has been allocated since it was made.
pub(crate) struct Since {
    live: usize,
}

impl Since {
    pub(crate) fn now() -> Self {
        COUNTING.reset_peak_usage();
        Self {
            live: COUNTING.current_usage(),
        }
    }

    /// Bytes that are there now, and were not.
    pub(crate) fn live(&self) -> usize {
        COUNTING.current_usage().saturating_sub(self.live)
    }

    /// Bytes that were there at the worst moment.
    pub(crate) fn peak(&self) -> usize {
        COUNTING.peak_usage().saturating_sub(self.live)
    }
}
