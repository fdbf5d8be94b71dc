use std::path::Path;

use super::{
    level::{Level, Version},
    mount::Mount,
};
use crate::memory::report::container::ContainerMemory;

/// More than any real nesting; garbage could claim thousands.
const DEEPEST: usize = 64;

/// The groups from the process' own up to the topmost one that can be seen.
#[derive(Debug)]
pub(super) struct Hierarchy {
    levels: Vec<Level>,
}

impl Hierarchy {
    /// From `/proc/self/cgroup` and `/proc/self/mountinfo`.
    pub(super) fn find(root: &Path, membership: &str, mounts: &str) -> Option<Self> {
        let mounts: Vec<Mount> = mounts.lines().filter_map(Mount::parse).collect();
        // Where both versions are mounted, the memory controller belongs to one of them: to version 1 if it is listed.
        [(Version::V1, "memory"), (Version::V2, "")]
            .into_iter()
            .find_map(|(version, controller)| {
                let group = Path::new(group_of(membership, controller)?);
                let mut candidates = mounts.iter().filter(|mount| mount.version == version);
                let (point, relative) = candidates
                    .clone()
                    .find_map(|mount| Some((&mount.point, mount.relative(group)?)))
                    // The mount is the process' own group, seen from inside of a namespace that began elsewhere.
                    .or_else(|| Some((&candidates.next()?.point, Path::new(""))))?;
                let point = root.join(point.strip_prefix("/").ok()?);
                let leaf = point.join(relative);
                let levels = leaf
                    .ancestors()
                    .take_while(|level| level.starts_with(&point))
                    .take(DEEPEST)
                    .map(|level| Level::new(version, level))
                    .collect();
                Some(Self { levels })
            })
    }

    /// The lowest limit, and the usage of the very group that has it.
    pub(super) fn read(&mut self, buffer: &mut Vec<u8>) -> Option<ContainerMemory> {
        let limits = self.levels.iter_mut().enumerate();
        let visible = limits
            .filter_map(|(index, level)| Some((level.limit(buffer)?, index)))
            .min();
        // Version 1 also tells the limits of groups that are not mounted here; their usage cannot be read.
        let leaf = self.levels.first_mut()?;
        let inherited = leaf.inherited_limit(buffer).map(|limit| (limit, 0));
        let tightest = visible.into_iter().chain(inherited).min_by_key(|&(limit, _)| limit);
        if let Some((limit, index)) = tightest {
            return self.levels.get_mut(index)?.usage(Some(limit), buffer);
        }
        // The mounted root has no usage of its own in version 2: then there is no container.
        self.levels.iter_mut().find_map(|level| level.usage(None, buffer))
    }
}

/// The group that a line of `/proc/self/cgroup` names, `ID:CONTROLLERS:PATH`; version 2 has no controllers there.
fn group_of<'m>(membership: &'m str, controller: &str) -> Option<&'m str> {
    membership.lines().find_map(|line| {
        let (_, line) = line.split_once(':')?;
        let (controllers, path) = line.split_once(':')?;
        controllers.split(',').any(|known| known == controller).then_some(path)
    })
}
