//! The client and Velithon's own server, in one process, over sockets.
#![cfg(feature = "reqwest")]

mod app;
mod client;
mod exports;
mod pages;
mod proofs;
mod proxy;
