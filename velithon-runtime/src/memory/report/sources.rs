use std::path::{Path, PathBuf};

use super::{
    MemoryReport, cgroup::Cgroups, host::HostMemory, kept_file::KeptFile, process::ProcessMemory,
    thresholds::Thresholds,
};

/// The files that reports are read from, below a root that is `/` outside of tests.
#[derive(Debug)]
pub(in crate::memory) struct Sources {
    root: PathBuf,
    /// The process that opened the files: `/proc/self` means another one after a fork.
    pid: u32,
    status: KeptFile,
    meminfo: KeptFile,
    cgroups: Cgroups,
    buffer: Vec<u8>,
}

impl Sources {
    pub(in crate::memory) fn of_system() -> Self {
        Self::at(Path::new("/"))
    }

    pub(in crate::memory) fn at(root: &Path) -> Self {
        Self {
            pid: std::process::id(),
            status: KeptFile::new(root.join("proc/self/status")),
            meminfo: KeptFile::new(root.join("proc/meminfo")),
            cgroups: Cgroups::at(root),
            buffer: Vec::new(),
            root: root.to_owned(),
        }
    }

    fn reopen_after_fork(&mut self) {
        if self.pid != std::process::id() {
            *self = Self::at(&self.root);
        }
    }

    pub(in crate::memory) fn resident(&mut self) -> Option<u64> {
        self.reopen_after_fork();
        ProcessMemory::parse(self.status.read(&mut self.buffer)?).resident_bytes
    }

    pub(in crate::memory) fn report(&mut self, thresholds: Thresholds) -> MemoryReport {
        self.reopen_after_fork();
        let process = self
            .status
            .read(&mut self.buffer)
            .map(ProcessMemory::parse)
            .unwrap_or_default();
        let host = self.meminfo.read(&mut self.buffer).and_then(HostMemory::parse);
        let container = self.cgroups.read(&mut self.buffer);
        MemoryReport::new(process, host, container, thresholds)
    }
}
