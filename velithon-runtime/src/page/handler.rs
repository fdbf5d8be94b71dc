//! Handlers that take a `PageRequest` or a `CursorRequest`: the request is checked, the handler is called with it, and the
//! rows that it returns become a page.

#[cfg(feature = "cursor")]
pub(crate) mod cursor;
#[cfg(feature = "cursor")]
pub(crate) mod cursor_return;
pub(crate) mod may_move;
pub(crate) mod numbered;
pub(crate) mod on_thread;
pub(crate) mod page_out;
pub(crate) mod respond;
