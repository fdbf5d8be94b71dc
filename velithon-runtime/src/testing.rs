//! Checks for the tests of applications.

mod answer;
mod export;
mod fault;
mod records;
mod service;
mod walk;

pub use fault::WalkFault;
pub use service::Service;
pub use walk::{Walk, walk};
