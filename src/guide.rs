//! The guide, one page a task.
//!
//! | page | for |
//! |---|---|
//! | [`exports`] | one route for a page and for everything, resumable after a cut; keeping a copy in step |
//! | [`errors`] | one dialect of errors for handlers, sources and refusals |
//! | [`client`] | reading pages and streams so that nothing is lost |
//! | [`production`] | servers, databases and containers in production |
//! | [`proxies`] | which clients notice a failed response behind which proxy |
//! | [`architecture`] | how the code is laid out, and where to change what |

#[doc = include_str!("../docs/architecture.md")]
pub mod architecture {}

// The examples of these two pages have dependencies that the crate has not; `checks/docs` compiles those of all pages.
#[cfg(not(doctest))]
/// [copy]: https://github.com/velithon/velithon-rs/blob/main/examples/copy/main.rs
#[doc = include_str!("../docs/client.md")]
pub mod client {}

#[doc = include_str!("../docs/errors.md")]
pub mod errors {}

#[doc = include_str!("../docs/exports.md")]
pub mod exports {}

#[cfg(not(doctest))]
#[doc = include_str!("../docs/production.md")]
pub mod production {}

#[doc = include_str!("../docs/proxies.md")]
pub mod proxies {}
