//! Values into chunks.
//!
//! The text is `serde_json`'s, byte for byte. What most items consist of (objects with plain names, lists, integers and
//! strings without escapes) is written by a serializer of our own, which does it in half the time; the rest, from
//! numbers with a fraction to the rules for a map's keys, is left to `serde_json` itself.

use std::io;

use serde::Serialize;
use serde_json::Error;

mod bounded;
mod compound;
mod out;
mod serializer;
#[cfg(feature = "sonic-rs")]
mod sonic;
#[cfg(test)]
mod tests;
mod text;

use bounded::{Bounded, Own, Strings};
use serializer::Direct;

/// Who writes the strings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Serializer {
    /// Velithon itself.
    #[default]
    Own,
    /// `sonic-rs`.
    #[cfg(feature = "sonic-rs")]
    Sonic,
}

/// The serializer that `serializer = sonic` asks for.
#[cfg(feature = "sonic-rs")]
#[doc(hidden)]
#[macro_export]
macro_rules! __sonic {
    () => {
        $crate::__private::Serializer::Sonic
    };
}

/// There is none without the feature.
#[cfg(not(feature = "sonic-rs"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __sonic {
    () => {
        compile_error!(
            "`serializer = sonic` needs velithon's feature `sonic-rs`; \
             write `velithon = { version = \"…\", features = [\"sonic-rs\"] }` in Cargo.toml"
        )
    };
}

/// Why a value was not written to its end.
#[derive(Debug)]
pub(crate) enum Refused {
    TooLong,
    Failed(Error),
}

/// Appends the JSON text of `value`.
///
/// Straight into a `Vec`: the same through a `BytesMut` writer takes two to three times as long.
#[inline]
pub(crate) fn append<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) -> Result<(), Error> {
    value.serialize(Direct::new(out))
}

/// [`append`] by any serializer, and no more than `most` bytes: the rest is not written first.
pub(crate) fn append_by<T: Serialize + ?Sized>(
    out: &mut Vec<u8>,
    value: &T,
    by: Serializer,
    most: Option<usize>,
) -> Result<(), Refused> {
    match (by, most) {
        (Serializer::Own, None) => append(out, value).map_err(Refused::Failed),
        (Serializer::Own, Some(most)) => append_within::<Own, _>(out, value, most),
        #[cfg(feature = "sonic-rs")]
        (Serializer::Sonic, most) => append_within::<sonic::Sonic, _>(out, value, most.unwrap_or(usize::MAX)),
    }
}

fn append_within<S: Strings, T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T, most: usize) -> Result<(), Refused> {
    let mut bounded = Bounded::<S>::new(out, most);
    let written = value.serialize(Direct::new(&mut bounded));
    // Whatever the value's `Serialize` made of being refused.
    if bounded.beyond {
        return Err(Refused::TooLong);
    }
    written.map_err(Refused::Failed)
}

/// Writes the JSON text of a document.
pub(crate) fn write<T: Serialize + ?Sized>(writer: impl io::Write, value: &T, by: Serializer) -> Result<(), Error> {
    match by {
        Serializer::Own => serde_json::to_writer(writer, value),
        #[cfg(feature = "sonic-rs")]
        Serializer::Sonic => value.serialize(Direct::new(&mut sonic::Through::new(writer))),
    }
}
