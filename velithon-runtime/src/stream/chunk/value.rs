use serde::Serialize;

use crate::{
    json::{Buffer, Refused, Rules},
    stream::failure::Failure,
};

/// Appends the JSON of one value by the rules.
pub(crate) fn append_value<T: Serialize + ?Sized>(
    out: &mut Buffer,
    value: &T,
    rules: Rules,
) -> Result<(), Box<Failure>> {
    out.append_by(value, rules).map_err(|refused| match refused {
        Refused::TooLong => Box::new(Failure::TooLong(rules.most.unwrap_or(usize::MAX))),
        Refused::Failed(error) => error.into(),
    })
}
