use serde::Serialize;

use super::handler_end::HandlerEnd;
use crate::{
    error::status::Answer,
    probe::mode::{Fallible, Plain},
};

/// An item, or with `RESULT` the `Result` of one, of a list or an `impl Trait` that a handler returns.
pub trait ItemEnd<const RESULT: bool> {
    /// What is returned when all is written, as for `Reply::End`.
    type End: HandlerEnd;
    /// How the items are written.
    type Mode;
}

impl<T: Serialize> ItemEnd<false> for T {
    type End = ();
    type Mode = Plain;
}

impl<T: Serialize, E: Answer> ItemEnd<true> for Result<T, E> {
    type End = Result<(), E>;
    type Mode = Fallible;
}
