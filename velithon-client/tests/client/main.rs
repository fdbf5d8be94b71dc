//! What the client promises, in memory and over sockets.

mod apis;
mod bodies;
mod exports;
mod feeds;
mod framing;
mod last_pages;
mod leads;
mod limits;
mod loops;
mod objects;
mod pages;
mod pages_of_lines;
mod parameters;
mod retries;
#[cfg(feature = "reqwest")]
mod sockets;
mod strangers;
mod streams;
mod support;
mod totals;
mod truthful;
mod walks;
