//! Pages: the parameters of a request, the page that answers it, and the links and cursors to its neighbours.

#[cfg(feature = "cursor")]
pub(crate) mod cursor;
pub(crate) mod envelope;
pub(crate) mod failure;
pub(crate) mod handler;
pub(crate) mod items;
pub(crate) mod options;
pub(crate) mod plain_row;
pub(crate) mod reference;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod total;
pub(crate) mod writer;

#[cfg(feature = "cursor")]
pub use cursor::request::CursorRequest;
pub use envelope::{PageParts, link::PageLink, rows::PageRows};
pub use items::PageItems;
#[cfg(feature = "cursor")]
pub use options::cursor_keys::{CursorKeys, CursorKeysError};
pub use options::{PageOptions, links::Links, member_names::PageMember, over_max::OverMax, style::PageStyle};
pub use request::PageRequest;
pub use response::Page;
pub use total::Total;
