use serde::Serialize;

/// How far a [`cleanup`](crate::MemoryManager::cleanup) came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CleanupOutcome {
    /// The caches were emptied and the allocator gave freed memory back.
    Purged,
    /// The caches were emptied; this allocator has nothing to call.
    CachesOnly,
    /// Another cleanup was running and stands for this one, which did nothing.
    Coalesced,
    /// The caches were emptied; the allocator's backend panicked.
    BackendFailed,
}
