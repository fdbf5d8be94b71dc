//! What Velithon's attributes call while a request runs.
//!
//! Applications use the facade crate `velithon`, which re-exports all of this; its documentation is the place to start.

#[cfg(feature = "actix")]
mod actix;
#[cfg(feature = "axum")]
mod axum;
mod blocking;
mod error;
mod export;
mod head;
mod json;
mod keyset;
pub mod memory;
#[cfg(feature = "utoipa")]
mod openapi;
mod openapi_missing;
mod page;
mod probe;
mod problem;
#[cfg(feature = "sql")]
mod seek;
mod source;
#[cfg(feature = "sql")]
pub mod sql;
mod stream;
pub mod testing;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use export::{Export, ExportOptions};
pub use head::RequestHead;
pub use keyset::{Key, KeyColumn, KeyError, KeyType, KeyValue, Keyset, Nulls, Sort, SortColumn};
pub use memory::{
    AllocatorBackend, AllocatorStatistics, Capabilities, CleanupOutcome, CleanupReport, ContainerMemory, HeapSize,
    HostMemory, LoadError, MemoryManager, MemoryReport, MemorySignal, MemoryStatus, PauseGuard, ProcessMemory, Reclaim,
    SmallCache, Thresholds, memory_health,
};
#[cfg(feature = "utoipa")]
pub use openapi::OpenApi32;
pub use page::{
    CursorKeys, CursorKeysError, CursorRequest, Links, OverMax, Page, PageItems, PageMember, PageOptions, PageParts,
    PageRequest, PageRows, PageStyle, Total,
};
pub use problem::Problem;
pub use source::{CountKey, CountSource, CursorSource, PageSource};
pub use stream::{
    BlockingEmitter, Disconnected, Emit, Emitter, Error, Format, HeadersMut, Items, JsonBody, JsonStream,
    LocalJsonStream, SseEvent, StreamOptions, set_max_blocking_streams,
};
