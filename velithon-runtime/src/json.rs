//! Values into chunks.
//!
//! The text is `serde_json`'s, byte for byte. What most values consist of (objects with plain names, lists, integers and
//! strings without escapes) is written by a serializer of our own, which does it in half the time; the rest, from
//! numbers with a fraction to the rules for a map's keys, is left to `serde_json` itself.

use serde::Serialize;
use serde_json::Error;

mod bounded;
mod compound;
mod out;
mod parts;
mod serializer;
#[cfg(feature = "sonic-rs")]
mod sonic;
mod strings;
#[cfg(test)]
mod tests;
mod text;

use bounded::Bounded;
use parts::{Parts, Take};
use serializer::Direct;
use strings::{Own, Strings};

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
    /// There is more than is taken.
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

/// Writes the JSON text of a document in parts of `limit` bytes, for `take`; returns the last of them, which is the whole
/// text of a short one.
pub(crate) fn write<T: Serialize + ?Sized>(
    value: &T,
    by: Serializer,
    limit: usize,
    take: Take<'_>,
) -> Result<Vec<u8>, Refused> {
    match by {
        Serializer::Own => write_parts::<Own, _>(value, limit, take),
        #[cfg(feature = "sonic-rs")]
        Serializer::Sonic => write_parts::<sonic::Sonic, _>(value, limit, take),
    }
}

fn write_parts<S: Strings, T: Serialize + ?Sized>(value: &T, limit: usize, take: Take<'_>) -> Result<Vec<u8>, Refused> {
    let mut parts = Parts::<S>::new(limit, take);
    let written = value.serialize(Direct::new(&mut parts));
    let last = parts.finish().ok_or(Refused::TooLong)?;
    written.map(|()| last).map_err(Refused::Failed)
}
