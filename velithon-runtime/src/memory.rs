//! Memory: giving it back, keeping it for a burst, reporting it.
//!
//! The counterpart of a garbage collector in a Rust service is its allocator, together with the operating system.
//! [`MemoryManager`](crate::MemoryManager) finds the allocator that the binary chose as its global one and works with it; it
//! chooses none and needs no configuration. Nothing here runs in the background.
//!
//! # What a cleanup can do
//!
//! - It empties the registered caches, [`SmallCache`](crate::SmallCache)s among them.
//! - It gives back whole pages (4 KiB with glibc and jemalloc, 64 KiB with mimalloc) that hold nothing any more. A page
//!   with one small object that is still alive stays: where one object of twenty survives a gigabyte, glibc and
//!   jemalloc kept about 300 MiB of it, mimalloc 750.
//! - What threads keep for themselves it reaches through a hook, one line where the runtime is built:
//!   [`MemoryManager::on_thread_park`](crate::MemoryManager::on_thread_park). mimalloc 2 gives back next to nothing without it.
//! - It costs time, some 200 ms for a gigabyte with glibc and jemalloc, and with glibc the other threads wait meanwhile
//!   when they allocate. It is for the end of a large job, not for every request.
//!
//! # Which allocator
//!
//! | | chosen by | `cleanup` | `gc_disable` |
//! |---|---|---|---|
//! | glibc | nothing | gives back the most under fragmentation; stalls other threads for tens of milliseconds | halves the time of bursts |
//! | jemalloc 5 | `tikv-jemallocator` | nearly as much, without a noticeable stall | saves page faults where bursts are a second apart |
//! | mimalloc 3 | `mimalloc` | in a few milliseconds; less under fragmentation | saves page faults |
//! | mimalloc 2 | `mimalloc` with `v2` | only with the hook | next to no effect: it gives back little by itself |
//! | others | | the caches only, or what an [`AllocatorBackend`] does | |
//!
//! glibc's is there already, and [`MemoryManager::tune`](crate::MemoryManager::tune), before the runtime is built, has it keep
//! less. Another one is chosen with its crate and two lines, and nothing else changes:
//!
//! ```text
//! #[global_allocator]
//! static GLOBAL: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;
//! ```

pub(crate) mod backend;
pub(crate) mod capabilities;
pub(crate) mod cleanup;
pub(crate) mod clock;
pub(crate) mod flush;
pub(crate) mod health;
pub(crate) mod manager;
pub(crate) mod panics;
pub(crate) mod pause;
pub(crate) mod reclaim;
pub(crate) mod report;
pub(crate) mod small_cache;
pub(crate) mod state;

pub use backend::{AllocatorBackend, statistics::AllocatorStatistics};
pub use capabilities::Capabilities;
pub use cleanup::{CleanupReport, outcome::CleanupOutcome};
pub use pause::PauseGuard;
pub use reclaim::Reclaim;
pub use report::{
    container::ContainerMemory, host::HostMemory, process::ProcessMemory, signal::MemorySignal, status::MemoryStatus,
    thresholds::Thresholds,
};
pub use small_cache::{heap_size::HeapSize, load_error::LoadError};

pub(crate) use state::response_ended;
