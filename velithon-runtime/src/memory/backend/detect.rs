use super::{AllocatorBackend, unknown::Unknown};

/// The backend of the allocator that the binary uses.
pub(crate) fn detect() -> Box<dyn AllocatorBackend> {
    let found: Option<Box<dyn AllocatorBackend>> = cfg_select! {
        // No C function can be called there.
        miri => None,
        all(target_os = "linux", target_pointer_width = "64", any(target_arch = "x86_64", target_arch = "aarch64")) => {
            super::elf::detect()
        }
        target_os = "macos" => Some(Box::new(super::macos::SystemZones)),
        windows => Some(Box::new(super::windows::ProcessHeap)),
        _ => None,
    };
    found.unwrap_or_else(|| Box::new(Unknown))
}
