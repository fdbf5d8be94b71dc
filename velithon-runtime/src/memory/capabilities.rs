use serde::Serialize;

/// What can be done here with the allocator in use: [`MemoryManager::capabilities`](crate::MemoryManager::capabilities).
///
/// Where an answer is `false`, the method in question does nothing and does no harm.
///
/// ```
/// use velithon::MemoryManager;
///
/// let memory = MemoryManager::new();
/// if memory.capabilities().purge {
///     memory.cleanup();
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent answers, each asked for alone")]
#[non_exhaustive]
pub struct Capabilities {
    /// `cleanup` gives freed memory back to the system. Without it, it still empties the registered caches.
    pub purge: bool,
    /// A purge makes other threads wait that allocate meanwhile, by tens of milliseconds for a gigabyte.
    pub purge_stalls: bool,
    /// Threads keep freed memory of their own, which a purge reaches only through `on_thread_park`: with mimalloc all of
    /// it, with jemalloc a cache of some megabytes, with glibc up to 64 MiB each after a pause.
    pub thread_caches: bool,
    /// `gc_disable` and `gc_enable` suspend and resume giving memory back.
    pub suspend: bool,
    /// `tune` has something to set.
    pub tune: bool,
    /// The deep form of the report has the allocator's own numbers.
    pub statistics: bool,
}
