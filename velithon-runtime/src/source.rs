//! What a handler under `#[paginate]` may return: lists, iterators, streams and sources, of which the runtime reads one page.

pub(crate) mod asked;
pub(crate) mod count_key;
pub(crate) mod count_source;
#[cfg(feature = "cursor")]
pub(crate) mod cursor_page;
#[cfg(feature = "cursor")]
pub(crate) mod cursor_source;
#[cfg(feature = "utoipa")]
pub(crate) mod database_source;
pub mod error_of;
#[cfg(feature = "sql")]
pub(crate) mod mapped;
pub(crate) mod outcome;
pub(crate) mod page_source;
pub(crate) mod probe;
pub(crate) mod read;
pub(crate) mod source_page;
#[cfg(feature = "cursor")]
pub(crate) mod walkable;

pub use count_key::CountKey;
pub use count_source::CountSource;
#[cfg(feature = "cursor")]
pub use cursor_source::CursorSource;
pub use page_source::PageSource;
