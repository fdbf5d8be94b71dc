//! Pages that start after a row rather than at a number.

mod request;

pub use request::CursorRequest;
