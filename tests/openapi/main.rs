//! What `/openapi.json` says of handlers, held against what they answer.

mod pages;
mod streams;
mod support;
mod types;
