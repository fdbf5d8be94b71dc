mod glibc;
mod jemalloc;
mod mimalloc;
mod symbols;

use super::AllocatorBackend;

/// Asks each allocator that is linked whether the heap is its own; glibc's, which is always linked, comes last.
///
/// A global allocator that uses none of them, but stands beside glibc, cannot be told from glibc's.
pub(super) fn detect() -> Option<Box<dyn AllocatorBackend>> {
    if let Some(found) = jemalloc::Jemalloc::find() {
        return Some(Box::new(found));
    }
    if let Some(found) = mimalloc::Mimalloc::find() {
        return Some(Box::new(found));
    }
    if let Some(found) = glibc::Glibc::find() {
        return Some(Box::new(found));
    }
    None
}
