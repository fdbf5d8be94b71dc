//! What Velithon's attributes call while a request runs.
//!
//! Applications use the facade crate `velithon`, which re-exports all of this; its documentation is the place to start.

mod head;
mod problem;

pub use head::RequestHead;
pub use problem::Problem;
