//! `#[stream_json]` through the facade.

#![allow(
    clippy::items_after_statements,
    reason = "a handler stands where its requests are made"
)]

// As if the dependency had been renamed in Cargo.toml.
extern crate velithon as renamed;

mod abort_timing;
mod blocking;
mod bounds;
mod collected;
mod current_span;
mod disconnect;
mod document;
mod emitter;
mod end_events;
mod envelope;
mod error_log;
mod failure;
mod filename;
mod first_day;
mod formats;
mod heartbeat;
mod hygiene;
mod in_flight;
mod lists;
mod no_content;
mod order;
mod pool;
mod server_headers;
mod shapes;
mod socket;
#[cfg(feature = "sonic-rs")]
mod sonic;
mod span_ends;
mod stall;
mod support;
mod window;
mod without_axum;
