//! Checks for the tests of applications.

mod answer;
mod fault;
mod service;
mod walk;

pub use fault::WalkFault;
pub use service::Service;
pub use walk::{Walk, walk};
