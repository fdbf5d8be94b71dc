//! Checks for the tests of applications.

mod answer;
mod collect;
mod export;
mod export_part;
mod fault;
mod numbered;
mod page;
mod reader;
mod service;
mod walk;

pub use collect::{Collect, Collected, End, collect};
pub use fault::WalkFault;
pub use service::Service;
pub use walk::{Walk, walk};
