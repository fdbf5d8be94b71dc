use serde::Serialize;

#[cfg(feature = "sonic-rs")]
use super::sonic::BySonic;
use super::{
    append::{Refused, Serializer},
    out::Direct,
    parts::{Part, Parts, Take},
};

/// Writes the JSON text of a document in parts, which `take` receives, the first of `limit` bytes; returns the last part, which
/// is the whole text of a short document.
pub(crate) fn write<T: Serialize + ?Sized>(
    value: &T,
    by: Serializer,
    limit: usize,
    take: Take<'_>,
) -> Result<Vec<u8>, Refused> {
    let mut parts = Parts::new(limit, take);
    let first = Part::default();
    let written = match by {
        Serializer::Own => value.serialize(Direct::new(first, &mut parts)),
        #[cfg(feature = "sonic-rs")]
        Serializer::Sonic => {
            let last = value.serialize(Direct::new(BySonic::new(first), &mut parts));
            last.map(BySonic::into_inner)
        }
    };
    // Asked first: a value's `Serialize` may ignore the error that it was refused with.
    if parts.refused {
        return Err(Refused::TooLong);
    }
    written.map(Part::into_text).map_err(Refused::Failed)
}
