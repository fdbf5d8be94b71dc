use crate::probe::mode::{Fallible, Plain};

/// An item, or with `RESULT` the `Result` of one, of a list or an `impl Trait` that a handler returns.
pub trait ItemEnd<const RESULT: bool> {
    /// What is returned when all is written, as for `Reply::End`. Bounds are checked where it is used.
    type End;
    /// How the items are written.
    type Mode;
}

impl<T> ItemEnd<false> for T {
    type End = ();
    type Mode = Plain;
}

impl<T, E> ItemEnd<true> for Result<T, E> {
    type End = Result<(), E>;
    type Mode = Fallible;
}
