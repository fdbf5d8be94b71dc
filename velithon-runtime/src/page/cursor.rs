//! Pages that start after a row rather than at a number.

mod binding;
mod keys;
mod request;
mod respond;
mod returned;
mod slice;
mod token;
mod walk;

pub use keys::{CursorKeys, CursorKeysError};
pub use request::CursorRequest;
pub use respond::{respond, respond_blocking};
pub use returned::CursorReturn;
#[cfg(feature = "utoipa")]
pub(crate) use token::LONGEST;
pub(crate) use token::TokenError;
pub(crate) use walk::Walk;
pub use walk::has_sort;
