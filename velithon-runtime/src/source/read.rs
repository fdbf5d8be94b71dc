//! How one page is read of each kind of source.

pub(crate) mod count_cache;
pub(crate) mod counting;
pub(crate) mod later;
pub(crate) mod now;
pub(crate) mod reader;
pub(crate) mod row;
pub(crate) mod source;
pub(crate) mod stream;
