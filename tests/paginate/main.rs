//! `#[paginate]` through the facade.

// As if the dependency had been renamed in Cargo.toml.
extern crate velithon as renamed;

mod blocking;
mod bodies;
mod dialect;
mod envelopes;
mod failures;
mod guards;
mod handles;
mod hygiene;
mod links;
mod members;
mod methods;
mod over_http;
mod parameters;
mod random;
mod shapes;
mod sources;
mod totals;
mod walk;
mod walked;
