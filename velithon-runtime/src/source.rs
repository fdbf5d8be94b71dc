//! What can be paginated: values that a handler returns and the runtime reads one page of.

mod blocking;
mod count_key;
mod count_source;
mod counting;
mod cursor_page;
mod cursor_source;
mod dispatch;
mod outcome;
mod page_source;
mod probe;
mod read_now;
mod read_source;
mod read_stream;
mod reader;
mod row;
mod slice;

pub use count_key::CountKey;
pub use count_source::CountSource;
pub use cursor_page::{CursorPage, cursor_kind};
pub use cursor_source::CursorSource;
pub use dispatch::{CACHED, COUNTED, UNCOUNTED, total_kind};
pub use dispatch::{ITERATOR, SLICE, SOURCE, STREAM, SourcePage, kind};
pub use outcome::Outcome;
pub use page_source::PageSource;
pub use probe::{ItemOf, Not, SourceProbe};
#[cfg(feature = "utoipa")]
pub(crate) use slice::Slice;
