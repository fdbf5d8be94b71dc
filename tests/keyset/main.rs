//! `#[derive(Keyset)]` and `#[paginate(style = cursor)]` through the facade.

// As if the dependency had been renamed in Cargo.toml.
extern crate velithon as renamed;

mod bodies;
mod changes;
mod errors;
mod handlers;
mod hygiene;
mod key_types;
mod long_keys;
mod orders;
mod random;
mod request_bodies;
mod rows;
mod seek;
mod signed;
mod tokens;
mod totals;
mod walker;
mod walks;
