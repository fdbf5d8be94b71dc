#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub use velithon_macros::{KeyType, Keyset, paginate, stream_json};
#[doc(inline)]
pub use velithon_runtime::*;

/// The code of the guide's pages, which `cargo test` compiles as a reader pastes it.
#[cfg(doctest)]
mod guide {
    #[doc = include_str!("../docs/cookbook.md")]
    struct Cookbook;

    #[doc = include_str!("../docs/errors.md")]
    struct Errors;

    #[doc = include_str!("../docs/exports.md")]
    struct Exports;
}
