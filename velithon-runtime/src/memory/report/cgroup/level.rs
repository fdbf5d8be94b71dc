use std::path::Path;

use crate::memory::report::{container::ContainerMemory, kept_file::KeptFile};

/// Version 1 says "no limit" with a number that is close to 2^63, rounded to pages.
const UNLIMITED: u64 = 1 << 60;

/// The version of a control group hierarchy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V1,
    V2,
}

/// One control group on the path from the process' own up to the mount.
#[derive(Debug)]
pub(super) struct Level {
    version: Version,
    limit: KeptFile,
    current: KeptFile,
    stat: KeptFile,
}

impl Level {
    pub(super) fn new(version: Version, directory: &Path) -> Self {
        let (limit, current) = match version {
            Version::V1 => ("memory.limit_in_bytes", "memory.usage_in_bytes"),
            Version::V2 => ("memory.max", "memory.current"),
        };
        Self {
            version,
            limit: KeptFile::new(directory.join(limit)),
            current: KeptFile::new(directory.join(current)),
            stat: KeptFile::new(directory.join("memory.stat")),
        }
    }

    /// This group's own limit. `max` is none.
    pub(super) fn limit(&mut self, buffer: &mut Vec<u8>) -> Option<u64> {
        self.limit.read_number(buffer).filter(|&bytes| is_limit(bytes))
    }

    /// The lowest limit of this group and all above it, which version 1 knows.
    pub(super) fn inherited_limit(&mut self, buffer: &mut Vec<u8>) -> Option<u64> {
        match self.version {
            Version::V1 => field(self.stat.read(buffer)?, "hierarchical_memory_limit").filter(|&bytes| is_limit(bytes)),
            Version::V2 => None,
        }
    }

    pub(super) fn usage(&mut self, limit_bytes: Option<u64>, buffer: &mut Vec<u8>) -> Option<ContainerMemory> {
        let current_bytes = self.current.read_number(buffer)?;
        let inactive = match self.version {
            // Without `total_`, the groups below this one would be left out.
            Version::V1 => "total_inactive_file",
            Version::V2 => "inactive_file",
        };
        let inactive = self
            .stat
            .read(buffer)
            .and_then(|stat| field(stat, inactive))
            .unwrap_or(0);
        Some(ContainerMemory {
            limit_bytes,
            current_bytes,
            working_set_bytes: current_bytes.saturating_sub(inactive),
        })
    }
}

fn is_limit(bytes: u64) -> bool {
    (1..UNLIMITED).contains(&bytes)
}

/// The value of a line such as `inactive_file 4096`.
fn field(stat: &str, name: &str) -> Option<u64> {
    stat.lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.trim().parse().ok())
}
