//! `#[paginate]` through the facade.

mod blocking;
mod bodies;
mod failures;
mod handles;
mod links;
mod parameters;
mod random;
mod shapes;
mod sources;
mod support;
mod totals;
