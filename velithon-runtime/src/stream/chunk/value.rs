use serde::Serialize;

use crate::{
    json::{self, Refused, Serializer},
    stream::failure::Failure,
};

/// Appends the JSON of one value, which may be at most `max_item` bytes long.
pub(crate) fn append_value<T: Serialize + ?Sized>(
    out: &mut Vec<u8>,
    value: &T,
    serializer: Serializer,
    max_item: Option<usize>,
) -> Result<(), Box<Failure>> {
    json::append_by(out, value, serializer, max_item).map_err(|refused| match refused {
        Refused::TooLong => Box::new(Failure::TooLong(max_item.unwrap_or(usize::MAX))),
        Refused::Failed(error) => error.into(),
    })
}
