//! What `/openapi.json` says of handlers, held against what they answer.

mod dialect;
mod envelopes;
mod exports;
mod generics;
mod links;
mod page_envelopes;
mod pages;
mod parameters;
mod problems;
mod streams;
mod support;
mod types;
mod walks;
