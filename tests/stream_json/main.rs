//! `#[stream_json]` through the facade.

// As if the dependency had been renamed in Cargo.toml.
extern crate velithon as renamed;

mod blocking;
mod bounds;
mod disconnect;
mod document;
mod emitter;
mod envelope;
mod failure;
mod filename;
mod formats;
mod hygiene;
mod neutral;
mod observed;
mod order;
mod parting;
mod pool;
mod shapes;
mod socket;
#[cfg(feature = "sonic-rs")]
mod sonic;
mod span;
mod stall;
mod support;
mod told;
mod window;
