//! The other end of a JSON API, in Rust: what a server sent whole arrives whole, and a cut is never an end.
//!
//! ```no_run
//! use serde::Deserialize;
//!
//! #[derive(Deserialize)]
//! struct Person {
//!     id: i64,
//!     name: String,
//! }
//!
//! # #[cfg(feature = "reqwest")]
//! async fn print(http: &reqwest::Client) -> Result<(), velithon_client::Error> {
//!     let mut people = velithon_client::get::<Person>(http, "https://api.example/people").resume(5).rows();
//!     while let Some(person) = people.try_next().await? {
//!         println!("{} {}", person.id, person.name);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! [`rows`](Get::rows) goes through whatever the server answers with: pages (followed by `Link`, by `next_cursor` or by
//! [any other rule](Next)), an array, lines, events. `None` comes only when the end is [proven](Proof), and never
//! before: everything else is an [`Error`], whose [`Reason`] says how many rows were handed out, and where to go on behind them.
//! With [`resume`](Get::resume) it goes on by itself, and no row comes twice.
//!
//! | to | there is |
//! |---|---|
//! | read all rows, one by one | [`Get::rows`] |
//! | read page by page, with what stands beside the rows | [`Get::pages`] |
//! | have rows as soon as they come | [`Rows::at_once`] |
//! | try again after cuts and overload | [`Get::resume`], [`Get::waits`] |
//! | go on in another process | [`Rows::position`], [`Get::from`] |
//! | refuse an end that only HTTP vouches for | [`Get::require`] |
//! | bound the memory | [`Get::max_item`], [`Get::max_held`] |
//! | read a stream of bytes, without HTTP | [`Reader`] |
//! | use another HTTP client | [`Http`] |
//!
//! Memory is bounded by one chunk and one row; where rows wait for their proof, by [`max_held`](Get::max_held) too.
//!
//! # Features
//!
//! - `reqwest` (default): [`Http`] for `reqwest::Client` of reqwest 0.13. Without it there is no HTTP client, no async runtime,
//!   and nothing that needs one.
//! - `rustls` (default): https by rustls with the roots of the system. An application that chooses TLS for its own reqwest does
//!   not need it.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod body;
mod error;
mod format;
mod frame;
mod get;
mod http;
mod link;
mod next;
mod pages;
mod plan;
mod pointer;
mod problem;
mod proof;
mod reader;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest;
mod response;
mod resume;
mod retry;
mod rows;
mod seen;
mod walk;

pub use crate::{
    error::{Asked, BoxError, Error, Reason},
    format::Format,
    get::{Get, get},
    http::{Http, HttpBody, ResponseUrl},
    next::{Next, PageEnd},
    pages::{Page, Pages},
    problem::Problem,
    proof::Proof,
    reader::Reader,
    resume::{NoResume, Resume},
    rows::Rows,
};
