#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub use velithon_macros::{KeyType, Keyset, paginate, stream_json};
#[doc(inline)]
pub use velithon_runtime::*;

/// The guide's code is tested.
#[cfg(doctest)]
#[doc = include_str!("../docs/exports.md")]
struct Guide;
