//! Values into chunks.
//!
//! The text is `serde_json`'s, byte for byte. What most values consist of (objects with plain names, lists, integers and
//! strings without escapes) is written by a serializer of our own, which does it in half the time; the rest, from
//! numbers with a fraction to the rules for a map's keys, is left to `serde_json` itself.

mod append;
mod bounded;
mod compound;
mod direct;
mod document;
mod name;
mod out;
mod own;
mod parts;
mod refused;
mod selected;
mod serializer;
#[cfg(feature = "sonic-rs")]
mod sonic;
mod sonic_argument;
mod strings;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use append::{append, append_by};
pub(crate) use document::write;
pub(crate) use refused::Refused;
pub use selected::Serializer;
