//! Handlers that answer with a page or with everything: `#[paginate(style = cursor, export)]`.

mod answers;
mod attempts;
mod dialect;
mod faults;
mod reading;
mod records;
