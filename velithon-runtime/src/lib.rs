//! What Velithon's attributes call while a request runs.
//!
//! Applications use the facade crate `velithon`, which re-exports all of this; its documentation is the place to start.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(feature = "cursor"),
    allow(
        dead_code,
        unreachable_pub,
        reason = "a little of what cursors alone need is beside what pages need"
    )
)]

#[cfg(feature = "actix")]
mod actix;
#[cfg(feature = "axum")]
mod axum;
mod blocking;
#[cfg(feature = "csv")]
mod csv;
mod csv_argument;
mod error;
#[cfg(feature = "cursor")]
mod export;
mod head;
mod json;
#[cfg(feature = "cursor")]
mod keyset;
mod list;
pub mod memory;
#[cfg(feature = "utoipa")]
mod openapi;
mod openapi_missing;
mod page;
mod percent;
mod probe;
mod problem;
#[cfg(feature = "sea-orm")]
mod sea_orm;
#[cfg(feature = "cursor")]
pub mod seek;
mod source;
#[cfg(feature = "sql")]
pub mod sql;
mod stream;
#[cfg(feature = "testing")]
pub mod testing;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

#[cfg(feature = "cursor")]
pub use export::Export;
pub use head::RequestHead;
#[cfg(feature = "cursor")]
pub use keyset::{Key, KeyColumn, KeyError, KeyType, KeyValue, Keyset, Nulls, Sort, SortColumn};
pub use memory::{health::memory_health, manager::MemoryManager, report::MemoryReport, small_cache::SmallCache};
#[cfg(feature = "utoipa")]
pub use openapi::OpenApi32;
#[cfg(feature = "cursor")]
pub use page::{CursorKeys, CursorKeysError, CursorRequest};
pub use page::{Page, PageItems, PageLink, PageParts, PageRequest, PageRows};
pub use problem::Problem;
#[cfg(feature = "cursor")]
pub use source::CursorSource;
pub use source::{CountKey, CountSource, PageSource};
pub use stream::{
    BlockingEmitter, Disconnected, Emit, Emitter, Error, HeadersMut, Items, JsonBody, JsonStream, LocalJsonStream,
    SseEvent, set_max_blocking_streams,
};
