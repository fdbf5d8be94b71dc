//! A large response and the memory that it leaves behind.

use tokio::runtime::Handle;
use velithon::MemoryManager;

/// Keeps freed memory at hand while it lives, and has it given back afterwards, however the response ends.
pub(crate) struct Burst {
    memory: MemoryManager,
}

impl Burst {
    pub(crate) fn begin(memory: MemoryManager) -> Self {
        let suspended = memory.gc_disable();
        tracing::info!(allocator = memory.allocator(), suspended, "a large response begins");
        Self { memory }
    }
}

impl Drop for Burst {
    fn drop(&mut self) {
        self.memory.gc_enable();
        let memory = self.memory.clone();
        let Ok(runtime) = Handle::try_current() else { return };
        runtime.spawn(async move {
            let report = memory.cleanup_async().await;
            tracing::info!(
                outcome = ?report.outcome,
                resident_before = report.resident_before,
                resident_after = report.resident_after,
                duration = ?report.duration,
                "a large response has ended and its memory was given back"
            );
        });
    }
}
