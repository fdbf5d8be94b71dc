use serde::Serialize;
use serde_json::Error;

#[cfg(feature = "sonic-rs")]
use super::sonic::Sonic;
use super::{bounded::Bounded, direct::Direct, own::Own, refused::Refused, selected::Serializer, strings::Strings};

/// Appends the JSON text of `value`.
///
/// It takes a `Vec`: through a `BytesMut` writer the same takes two to three times as long.
#[inline]
pub(crate) fn append<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) -> Result<(), Error> {
    value.serialize(Direct::new(out))
}

/// Appends as [`append`] does, by the selected serializer, at most `most` bytes. A longer text is refused while it is
/// written, before `out` grows beyond that bound.
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
        (Serializer::Sonic, most) => append_within::<Sonic, _>(out, value, most.unwrap_or(usize::MAX)),
    }
}

fn append_within<S: Strings, T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T, most: usize) -> Result<(), Refused> {
    let mut bounded = Bounded::<S>::new(out, most);
    let written = value.serialize(Direct::new(&mut bounded));
    // Asked first: a value's `Serialize` may ignore the error that it was refused with.
    if bounded.exceeded {
        return Err(Refused::TooLong);
    }
    written.map_err(Refused::Failed)
}
