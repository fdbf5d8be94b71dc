use std::path::{Component, Path, PathBuf};

use super::level::Version;

/// A mounted control group hierarchy.
#[derive(Debug, PartialEq)]
pub(super) struct Mount {
    pub(super) version: Version,
    /// The group that is mounted: not the topmost one where a container gets only its own.
    root: PathBuf,
    /// Where it is mounted.
    pub(super) point: PathBuf,
}

impl Mount {
    /// A line of `/proc/self/mountinfo`, if it is a hierarchy that can have memory limits.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let (mount, filesystem) = line.split_once(" - ")?;
        let mut filesystem = filesystem.split(' ');
        let version = match filesystem.next()? {
            "cgroup2" => Version::V2,
            "cgroup" if filesystem.nth(1)?.split(',').any(|option| option == "memory") => Version::V1,
            _ => return None,
        };
        let mut mount = mount.split(' ').skip(3);
        Some(Self {
            version,
            root: unescape(mount.next()?),
            point: unescape(mount.next()?),
        })
    }

    /// The way from the mount to a group, if the mount contains it.
    pub(super) fn relative<'g>(&self, group: &'g Path) -> Option<&'g Path> {
        let relative = group.strip_prefix(&self.root).ok()?;
        // A process outside of its own namespace has a group such as `/../other`, which is not mounted.
        relative
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
            .then_some(relative)
    }
}

/// Undoes the octal escapes of spaces, tabs, line feeds and backslashes.
fn unescape(path: &str) -> PathBuf {
    let mut parts = path.split('\\');
    let mut plain = String::from(parts.next().unwrap_or_default());
    for part in parts {
        let code = part
            .get(..3)
            .and_then(|octal| u8::from_str_radix(octal, 8).ok())
            .filter(u8::is_ascii);
        plain.push(code.map_or('\\', char::from));
        plain.push_str(if code.is_some() { &part[3..] } else { part });
    }
    plain.into()
}
