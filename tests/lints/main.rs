//! Handlers are linted as strictly as compiler and clippy can, and cause no warning that the same functions without an
//! attribute would not cause. `cargo clippy --all-targets -- -D warnings` looks at this file.

#![warn(clippy::all, clippy::pedantic, clippy::nursery)]
#![allow(clippy::redundant_pub_crate, reason = "it demands what `unreachable_pub` forbids")]
#![warn(
    absolute_paths_not_starting_with_crate,
    closure_returning_async_block,
    deprecated_in_future,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    future_incompatible,
    if_let_rescope,
    impl_trait_redundant_captures,
    keyword_idents,
    let_underscore_drop,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    non_ascii_idents,
    nonstandard_style,
    redundant_imports,
    redundant_lifetimes,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unused,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![forbid(
    unused_imports,
    reason = "what is forbidden cannot be allowed again, and the expansion imports what it may not need"
)]

mod by_hand;
mod imports;
mod keys;
mod levels;
mod paginated;
mod streamed;
mod types;

use axum::{Router, routing::get};

/// A handler that is routed is used; the others of this test are expected to be reported.
#[test]
fn routed_handlers_are_used() {
    let app: Router = Router::new()
        .nest("/streamed", streamed::routes())
        .nest("/paginated", paginated::routes())
        .nest("/walked", keys::routes())
        .with_state(types::Db::default());
    assert!(app.has_routes());
    drop(Router::<()>::new().route("/", get(by_hand::listed)));
}
