//! Pages: what a client may ask for, what it gets, and how it finds the next one.

mod count_cache;
mod counted;
mod cursor;
mod items;
mod json;
mod link_list;
mod links;
mod members;
mod options;
mod over_max;
mod page_out;
mod paging;
mod query;
mod reference;
mod refusal;
mod request;
mod respond;
mod response;
mod seen;
mod style;
mod targets;
mod told;
mod total;
mod writer;

#[cfg(feature = "utoipa")]
pub(crate) use cursor::LONGEST as LONGEST_CURSOR;
pub use cursor::{CursorKeys, CursorKeysError, CursorRequest};
pub use cursor::{CursorReturn, has_sort, respond as walk, respond_blocking as walk_blocking};
pub(crate) use cursor::{TokenError, Walk};
pub use items::PageItems;
pub use links::Links;
pub use options::PageOptions;
pub use over_max::OverMax;
pub(crate) use paging::Paging;
pub use request::PageRequest;
pub use respond::{PageReturn, respond, respond_blocking};
pub use response::Page;
pub use style::PageStyle;
pub use total::Total;

pub(crate) use count_cache::{CountCacheKey, count_once};
pub(crate) use counted::Counted;
pub use page_out::Answered;
pub(crate) use page_out::PageOut;
pub(crate) use refusal::Refusal;
pub(crate) use seen::Seen;
pub(crate) use total::Need;
pub(crate) use writer::PageWriter;
