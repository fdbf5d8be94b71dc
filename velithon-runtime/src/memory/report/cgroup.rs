use std::path::Path;

use super::ContainerMemory;

/// The control groups of this process.
#[derive(Debug)]
pub(super) struct Cgroups;

impl Cgroups {
    pub(super) fn at(_root: &Path) -> Self {
        Self
    }

    pub(super) fn read(&mut self, _buffer: &mut Vec<u8>) -> Option<ContainerMemory> {
        None
    }
}
