//! What runs a paginated handler: the request is checked, the handler is called, and its rows become a page.

pub(crate) mod cursor;
pub(crate) mod cursor_return;
pub(crate) mod numbered;
pub(crate) mod on_thread;
pub(crate) mod page_out;
