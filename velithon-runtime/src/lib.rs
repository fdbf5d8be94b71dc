//! What Velithon's attributes call while a request runs.
//!
//! Applications use the facade crate `velithon`, which re-exports all of this; its documentation is the place to start.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "actix")]
mod actix;
#[cfg(feature = "axum")]
mod axum;
mod blocking;
#[cfg(feature = "csv")]
mod csv;
mod csv_argument;
mod error;
mod export;
mod head;
mod json;
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

pub use export::Export;
pub use head::RequestHead;
pub use keyset::{Key, KeyColumn, KeyError, KeyType, KeyValue, Keyset, Nulls, Sort, SortColumn};
pub use memory::{health::memory_health, manager::MemoryManager, report::MemoryReport, small_cache::SmallCache};
#[cfg(feature = "utoipa")]
pub use openapi::OpenApi32;
pub use page::{
    CursorKeys, CursorKeysError, CursorRequest, Page, PageItems, PageLink, PageParts, PageRequest, PageRows,
};
pub use problem::Problem;
pub use source::{CountKey, CountSource, CursorSource, PageSource};
pub use stream::{
    BlockingEmitter, Disconnected, Emit, Emitter, Error, HeadersMut, Items, JsonBody, JsonStream, LocalJsonStream,
    SseEvent, set_max_blocking_streams,
};
