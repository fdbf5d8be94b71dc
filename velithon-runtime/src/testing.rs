//! Checks for the tests of applications.

mod answer;
mod collect;
mod export;
mod fault;
mod numbered;
mod records;
mod service;
mod text;
mod walk;

pub use collect::{Collect, Collected, End, collect};
pub use fault::WalkFault;
pub use service::Service;
pub use walk::{Walk, walk};
