mod hierarchy;
mod level;
mod mount;

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::container::ContainerMemory;
use hierarchy::Hierarchy;

/// A process can be moved to another group; where it is takes longer to find out than the rest of a report.
const RESOLVED_FOR: Duration = Duration::from_secs(60);

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
        let mut hierarchy = self.resolve();
        let read = hierarchy.as_mut().and_then(|hierarchy| hierarchy.read(buffer));
        self.resolved = Some((Instant::now(), hierarchy.filter(|_| read.is_some())));
        read
    }

    fn resolve(&self) -> Option<Hierarchy> {
        // A mount whose path is no text must not hide the others.
        let read = |path| std::fs::read(self.root.join(path)).ok();
        let (membership, mounts) = (read("proc/self/cgroup")?, read("proc/self/mountinfo")?);
        Hierarchy::find(
            &self.root,
            &String::from_utf8_lossy(&membership),
            &String::from_utf8_lossy(&mounts),
        )
    }
}

#[cfg(test)]
mod tests;
