pub(crate) mod detect;
#[cfg(all(
    target_os = "linux",
    target_pointer_width = "64",
    any(target_arch = "x86_64", target_arch = "aarch64"),
    not(miri)
))]
pub(crate) mod elf;
#[cfg(all(target_os = "macos", not(miri)))]
pub(crate) mod macos;
pub(crate) mod statistics;
pub(crate) mod unknown;
#[cfg(all(windows, not(miri)))]
pub(crate) mod windows;

use statistics::AllocatorStatistics;

use super::capabilities::Capabilities;

/// An allocator that gives memory back on request.
///
/// [`MemoryManager::new`](crate::MemoryManager::new) finds glibc's, jemalloc and mimalloc on Linux and uses the system's
/// own on macOS and Windows. Any other is passed to [`MemoryManager::with_backend`](crate::MemoryManager::with_backend).
/// Every method does nothing unless it is written, so an implementation consists of what its allocator can do, and
/// [`capabilities`](Self::capabilities) says which that is: what it leaves out is never called.
///
/// ```
/// use velithon::{MemoryManager, memory::{AllocatorBackend, Capabilities}};
///
/// struct Arena;
///
/// impl AllocatorBackend for Arena {
///     fn name(&self) -> &'static str {
///         "arena"
///     }
///     fn capabilities(&self) -> Capabilities {
///         let mut capabilities = Capabilities::default();
///         capabilities.purge = true;
///         capabilities
///     }
///     fn purge(&self) { /* arena::release_free_blocks() */ }
/// }
///
/// let memory = MemoryManager::with_backend(Arena);
/// assert_eq!(memory.allocator(), "arena");
/// ```
///
/// A method that panics is survived. None may call the manager it serves.
pub trait AllocatorBackend: Send + Sync + 'static {
    /// The allocator's name, as reports show it.
    fn name(&self) -> &'static str {
        "unknown"
    }

    /// What this backend implements.
    fn capabilities(&self) -> Capabilities {
        Capabilities::default()
    }

    /// Gives all freed memory that the allocator can reach back to the system. May take tenths of a second.
    fn purge(&self) {}

    /// Gives up what the allocator keeps for the calling thread alone.
    fn flush_thread(&self) {}

    /// Stops giving memory back until [`resume`](Self::resume). Never called twice in a row.
    fn suspend(&self) {}

    /// Gives memory back again. Called once after each [`suspend`](Self::suspend).
    fn resume(&self) {}

    /// Settings for services, made at start-up by those who ask for them.
    fn tune(&self) {}

    /// The allocator's own numbers. May be slow: never asked for on a health path.
    fn statistics(&self) -> Option<AllocatorStatistics> {
        None
    }
}
