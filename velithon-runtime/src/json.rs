//! Values into chunks.
//!
//! The text is `serde_json`'s, byte for byte. What most items consist of (objects with plain names, lists, integers and
//! strings without escapes) is written by a serializer of our own, which does it in half the time; the rest, from
//! numbers with a fraction to the rules for a map's keys, is left to `serde_json` itself.

use serde::Serialize;

mod compound;
mod serializer;
#[cfg(test)]
mod tests;
mod text;

use serializer::Direct;

/// Appends the JSON text of `value`.
///
/// Straight into a `Vec`: the same through a `BytesMut` writer takes two to three times as long.
#[inline]
pub(crate) fn append<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) -> Result<(), serde_json::Error> {
    value.serialize(Direct::new(out))
}
