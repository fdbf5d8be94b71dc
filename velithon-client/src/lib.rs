//! The other end of a JSON API: what a server sent whole arrives whole, and a cut is never an end.

#![forbid(unsafe_code)]

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
    error::{BoxError, Error, Reason},
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
