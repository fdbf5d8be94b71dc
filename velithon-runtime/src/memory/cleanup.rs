pub(crate) mod off_thread;
pub(crate) mod outcome;
pub(crate) mod run;

use std::time::Duration;

use serde::{Serialize, Serializer};

use outcome::CleanupOutcome;

/// What a [`cleanup`](crate::MemoryManager::cleanup) did.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CleanupReport {
    /// How far it came.
    pub outcome: CleanupOutcome,
    /// Registered caches that were emptied.
    pub caches_cleared: usize,
    /// Registered caches that panicked; the rest was emptied nevertheless.
    pub caches_failed: usize,
    /// Bytes of physical memory that the process held before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resident_before: Option<u64>,
    /// Bytes of physical memory that the process held afterwards. Threads that allocate meanwhile count in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resident_after: Option<u64>,
    /// The time it took; as JSON in milliseconds.
    #[serde(rename = "duration_ms", serialize_with = "as_millis")]
    pub duration: Duration,
}

fn as_millis<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(duration.as_secs_f64() * 1e3)
}
