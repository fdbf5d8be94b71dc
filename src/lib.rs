#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub use velithon_macros::{KeyType, Keyset, paginate, stream_json};
#[doc(inline)]
pub use velithon_runtime::*;

/// The code of the guide.
#[cfg(doctest)]
#[doc = include_str!("../docs/errors.md")]
mod guide {}
