//! Handlers that answer with a page or with everything: `#[paginate(style = cursor, export)]`.

mod answers;
mod reading;
mod records;
