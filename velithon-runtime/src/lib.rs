//! What Velithon's attributes call while a request runs.
//!
//! Applications use the facade crate `velithon`, which re-exports all of this; its documentation is the place to start.

mod head;
pub mod memory;
mod problem;

pub use head::RequestHead;
pub use memory::{
    AllocatorBackend, AllocatorStatistics, Capabilities, CleanupOutcome, CleanupReport, ContainerMemory, HeapSize,
    HostMemory, MemoryManager, MemoryReport, MemorySignal, MemoryStatus, PauseGuard, ProcessMemory, Reclaim,
    SmallCache, Thresholds,
};
pub use problem::Problem;
