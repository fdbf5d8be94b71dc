//! Memory: giving it back, keeping it for a burst, reporting it.
//!
//! The counterpart of a garbage collector in a Rust service is its allocator, together with the operating system.
//! [`MemoryManager`] finds the allocator that the binary chose as its global one and works with it; it chooses none and
//! needs no configuration. Nothing here runs in the background.

mod backend;
mod capabilities;
mod cleanup;
mod clock;
mod health;
mod manager;
mod pause;
mod reclaim;
mod report;
mod small_cache;
mod state;
mod tolerate;

pub use backend::{AllocatorBackend, AllocatorStatistics};
pub use capabilities::Capabilities;
pub use cleanup::{CleanupOutcome, CleanupReport};
pub use health::memory_health;
pub use manager::MemoryManager;
pub use pause::PauseGuard;
pub use reclaim::Reclaim;
pub use report::{ContainerMemory, HostMemory, MemoryReport, MemorySignal, MemoryStatus, ProcessMemory, Thresholds};
pub use small_cache::{HeapSize, SmallCache};

pub(crate) use state::response_ended;
