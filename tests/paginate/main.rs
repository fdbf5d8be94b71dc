//! `#[paginate]` through the facade.

mod blocking;
mod bodies;
mod conformance;
mod failures;
mod handles;
mod links;
mod parameters;
mod random;
mod server;
mod shapes;
mod sources;
mod support;
mod totals;
