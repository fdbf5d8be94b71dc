//! Cursor style: pages that start after a row, named by its key, rather than at a number.

pub(crate) mod batch;
pub(crate) mod binding;
pub(crate) mod body;
pub(crate) mod failure;
mod page_end;
pub(crate) mod render;
pub(crate) mod request;
pub(crate) mod slice;
pub(crate) mod sort;
pub(crate) mod token;
pub(crate) mod walk;
pub(crate) mod walked;
