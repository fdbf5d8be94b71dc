//! Values into chunks.

use serde::Serialize;

/// Appends the JSON text of `value`.
///
/// Straight into a `Vec`: the same through a `BytesMut` writer takes two to three times as long.
pub(crate) fn append<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) -> Result<(), serde_json::Error> {
    serde_json::to_writer(out, value)
}
