//! What a type is, asked of the type itself: a `Result`, a stream, an iterator, a list or one document.

pub mod hidden_result;
pub mod kind;
pub(crate) mod mode;
