//! One behaviour on every host.
//!
//! The handlers and what clients see of them are written once, in `handlers.rs` and `suite/`, and compiled into each
//! host's module, which brings its own router, extractors and errors under the names that they use: `App`, `State`,
//! `Path`, `Failed`, `failed` and `start`.

#![allow(clippy::duplicate_mod)] // one definition, every host

// As if the dependency had been renamed in Cargo.toml.
extern crate velithon as renamed;

/// The handlers and what clients see of them, for the host whose module this stands in.
macro_rules! suite {
    () => {
        #[path = "handlers.rs"]
        mod handlers;

        #[path = "suite/bound_bodies.rs"]
        mod bound_bodies;
        #[path = "suite/exports.rs"]
        mod exports;
        #[path = "suite/failures.rs"]
        mod failures;
        #[path = "suite/formats.rs"]
        mod formats;
        #[path = "suite/links.rs"]
        mod links;
        #[path = "suite/pages.rs"]
        mod pages;
        #[path = "suite/signatures.rs"]
        mod signatures;
        #[path = "suite/streams.rs"]
        mod streams;
    };
}

#[cfg(feature = "actix")]
mod actix;
#[cfg(feature = "axum")]
mod axum;
mod hyper;
