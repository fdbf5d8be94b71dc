//! `#[stream_json]` through the facade, on axum.

mod shapes;
mod support;
