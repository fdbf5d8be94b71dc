use serde::Serialize;

#[cfg(feature = "sonic-rs")]
use super::sonic::Sonic;
use super::{
    direct::Direct,
    own::Own,
    parts::{Parts, Take},
    refused::Refused,
    selected::Serializer,
    strings::Strings,
};

/// Writes the JSON text of a document in parts of `limit` bytes, which `take` receives; returns the last part, which is
/// the whole text of a short document.
pub(crate) fn write<T: Serialize + ?Sized>(
    value: &T,
    by: Serializer,
    limit: usize,
    take: Take<'_>,
) -> Result<Vec<u8>, Refused> {
    match by {
        Serializer::Own => write_parts::<Own, _>(value, limit, take),
        #[cfg(feature = "sonic-rs")]
        Serializer::Sonic => write_parts::<Sonic, _>(value, limit, take),
    }
}

fn write_parts<S: Strings, T: Serialize + ?Sized>(value: &T, limit: usize, take: Take<'_>) -> Result<Vec<u8>, Refused> {
    let mut parts = Parts::<S>::new(limit, take);
    let written = value.serialize(Direct::new(&mut parts));
    let last = parts.finish().ok_or(Refused::TooLong)?;
    written.map(|()| last).map_err(Refused::Failed)
}
