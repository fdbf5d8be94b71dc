//! `#[stream_json]` through the facade.

mod disconnect;
mod document;
mod emitter;
mod failure;
mod neutral;
mod shapes;
mod socket;
mod span;
mod support;
mod window;
