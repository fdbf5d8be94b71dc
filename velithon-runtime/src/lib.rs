//! What Velithon's attributes call while a request runs.
//!
//! Applications use the facade crate `velithon`, which re-exports all of this; its documentation is the place to start.

mod failure;
mod head;
#[cfg(feature = "tokio")]
mod on_thread;
mod page;
#[doc(hidden)]
pub mod private;
mod problem;
mod source;

pub use head::RequestHead;
pub use page::{Links, OverMax, Page, PageItems, PageOptions, PageRequest, PageStyle, Total};
pub use problem::Problem;
pub use source::{CountKey, CountSource, PageSource};
