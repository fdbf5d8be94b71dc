//! Values into chunks.
//!
//! The text is `serde_json`'s, byte for byte, and so are its failures. A serializer of our own writes it, in half the time:
//! its position moves through it by value and stays in registers, names and numbers are stores of a fixed size, and strings
//! are searched and copied in one go. What is left to `serde_json` itself are numbers of many digits.

mod append;
mod around;
mod buffer;
mod compound;
mod display;
mod document;
mod escape;
mod float;
mod integer;
mod key;
mod name;
mod out;
mod parts;
mod plain;
mod raw;
mod serializer;
#[cfg(feature = "sonic-rs")]
mod sonic;
mod sonic_argument;
mod spill;
mod string;
#[cfg(test)]
mod tests;

pub use append::Serializer;
pub(crate) use append::{Refused, Rules};
pub(crate) use around::PLACE;
pub(crate) use buffer::Buffer;
pub(crate) use document::write;

// What tables of CSV write with, too.
#[cfg(feature = "csv")]
pub(crate) use {
    compound::{Fields, List, Map, PRIVATE},
    float::{write_f64, write_shortest},
    integer::{EIGHT_DIGITS, write_short, write_unsigned},
    out::{Direct, Out},
    plain::{SHORT, copy_if, copy_plain, copy_short_if},
    spill::Spill,
    string::{Strings, append_contents},
};
