//! Pages: what a client may ask for, what it gets, and how it finds the next one.

pub(crate) mod cursor;
pub(crate) mod failure;
pub(crate) mod handler;
pub(crate) mod items;
pub(crate) mod options;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod total;
pub(crate) mod writer;

pub use cursor::request::CursorRequest;
pub use items::PageItems;
pub use options::{
    PageOptions,
    cursor_keys::{CursorKeys, CursorKeysError},
    links::Links,
    over_max::OverMax,
    style::PageStyle,
};
pub use request::PageRequest;
pub use response::Page;
pub use total::Total;
