//! Pages, from the request's head to the response, without a socket.

#[macro_use]
mod support;

mod blocking;
mod bodies;
mod failures;
mod handles;
mod links;
mod parameters;
mod random;
mod sources;
mod totals;
