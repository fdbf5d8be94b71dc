//! Handlers that answer with a page or with everything: `#[paginate(style = cursor, export)]`.

mod answers;
mod attempts;
mod dialect;
mod reading;
mod records;
