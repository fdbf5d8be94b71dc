use super::{AllocatorBackend, unknown::Unknown};

/// The backend of the allocator that the binary uses.
pub(crate) fn detect() -> Box<dyn AllocatorBackend> {
    found().unwrap_or_else(|| Box::new(Unknown))
}

// Under Miri no C function can be called.

#[cfg(all(
    target_os = "linux",
    target_pointer_width = "64",
    any(target_arch = "x86_64", target_arch = "aarch64"),
    not(miri)
))]
use super::elf::detect as found;

#[cfg(all(target_os = "macos", not(miri)))]
fn found() -> Option<Box<dyn AllocatorBackend>> {
    Some(Box::new(super::macos::SystemZones))
}

#[cfg(all(windows, not(miri)))]
fn found() -> Option<Box<dyn AllocatorBackend>> {
    Some(Box::new(super::windows::ProcessHeap))
}

#[cfg(any(
    miri,
    not(any(
        target_os = "macos",
        windows,
        all(
            target_os = "linux",
            target_pointer_width = "64",
            any(target_arch = "x86_64", target_arch = "aarch64")
        )
    ))
))]
fn found() -> Option<Box<dyn AllocatorBackend>> {
    None
}
