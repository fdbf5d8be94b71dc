use serde::Serialize;

use super::kept_file::kib_field;

/// The machine's memory, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[non_exhaustive]
pub struct HostMemory {
    /// The machine's physical memory, in bytes.
    pub total_bytes: u64,
    /// What new work can have without swapping, by the system's estimate.
    pub available_bytes: u64,
}

impl HostMemory {
    /// Reads the text of `/proc/meminfo`; `None` where it lacks a line that is needed.
    pub(super) fn parse(meminfo: &str) -> Option<Self> {
        let total_bytes = kib_field(meminfo, "MemTotal:").filter(|&total| total > 0)?;
        let available_bytes = kib_field(meminfo, "MemAvailable:")?;
        Some(Self {
            total_bytes,
            available_bytes,
        })
    }

    pub(super) fn used_bytes(self) -> u64 {
        self.total_bytes.saturating_sub(self.available_bytes)
    }
}
