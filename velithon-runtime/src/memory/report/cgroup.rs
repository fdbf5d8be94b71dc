mod hierarchy;
mod level;
mod mount;

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::{ContainerMemory, kept_file::KeptFile};
use hierarchy::Hierarchy;

/// A process can be moved to another group; where it is takes longer to find out than the rest of a report.
const RESOLVED_FOR: Duration = Duration::from_mins(1);

/// The control groups of this process, found once in a while and read each time.
#[derive(Debug)]
pub(super) struct Cgroups {
    root: PathBuf,
    resolved: Option<(Instant, Option<Hierarchy>)>,
}

impl Cgroups {
    pub(super) fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            resolved: None,
        }
    }

    pub(super) fn read(&mut self, buffer: &mut Vec<u8>) -> Option<ContainerMemory> {
        if let Some((at, hierarchy)) = &mut self.resolved
            && at.elapsed() < RESOLVED_FOR
        {
            match hierarchy {
                // Nothing to read a moment ago: looking again would cost more than all the rest.
                None => return None,
                Some(hierarchy) => {
                    if let Some(read) = hierarchy.read(buffer) {
                        return Some(read);
                    }
                    // The group has been removed: the process is in another one.
                }
            }
        }
        let mut hierarchy = self.resolve(buffer);
        let read = hierarchy.as_mut().and_then(|hierarchy| hierarchy.read(buffer));
        self.resolved = Some((Instant::now(), hierarchy.filter(|_| read.is_some())));
        read
    }

    fn resolve(&self, buffer: &mut Vec<u8>) -> Option<Hierarchy> {
        let membership = KeptFile::new(self.root.join("proc/self/cgroup"))
            .read(buffer)?
            .to_owned();
        let mounts = KeptFile::new(self.root.join("proc/self/mountinfo"))
            .read(buffer)?
            .to_owned();
        Hierarchy::find(&self.root, &membership, &mounts)
    }
}

#[cfg(test)]
mod tests;
