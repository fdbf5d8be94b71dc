//! Velithon
pub use velithon_runtime::{Problem, RequestHead};
