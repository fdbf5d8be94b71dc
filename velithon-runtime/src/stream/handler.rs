//! What a handler writes its items with, and the futures that write the items that it returns.

pub(crate) mod emit;
pub(crate) mod emit_all;
pub(crate) mod emitter;
pub(crate) mod headers_mut;
pub(crate) mod list;
pub mod pump;
