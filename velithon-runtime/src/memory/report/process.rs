use serde::Serialize;

use super::kept_file::kib_field;

/// What the system says about this process, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[non_exhaustive]
pub struct ProcessMemory {
    /// In physical memory, files and shared memory included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resident_bytes: Option<u64>,
    /// The most that was ever resident at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peak_bytes: Option<u64>,
    /// Address space, most of which is usually not memory at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub virtual_bytes: Option<u64>,
    /// Bytes of this process that are swapped out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swap_bytes: Option<u64>,
    /// How many threads this process has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threads: Option<u64>,
}

impl ProcessMemory {
    /// Reads the text of `/proc/self/status`; what it does not say is absent.
    pub(super) fn parse(status: &str) -> Self {
        Self {
            resident_bytes: kib_field(status, "VmRSS:"),
            peak_bytes: kib_field(status, "VmHWM:"),
            virtual_bytes: kib_field(status, "VmSize:"),
            swap_bytes: kib_field(status, "VmSwap:"),
            threads: status
                .lines()
                .find_map(|line| line.strip_prefix("Threads:")?.trim().parse().ok()),
        }
    }
}
