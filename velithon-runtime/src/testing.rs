//! Checks for the tests of applications.

mod body_reader;
mod collect;
mod export;
mod export_part;
mod fault;
mod numbered;
mod read_page;
mod service;
mod walk;
mod walked_page;

pub use collect::{Collect, Collected, End, collect};
pub use fault::WalkFault;
pub use service::Service;
pub use walk::{Walk, walk};
