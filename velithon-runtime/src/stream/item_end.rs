use std::convert::Infallible;

/// An item, or with `RESULT` the `Result` of one, of a list or an `impl Trait` that a handler returns.
pub trait ItemEnd<const RESULT: bool> {
    /// What is returned when all is written, as for `Reply::End`. Bounds are checked where it is used.
    type End;
    /// The error of the handler.
    type Error;
}

impl<T> ItemEnd<false> for T {
    type End = ();
    type Error = Infallible;
}

impl<T, E> ItemEnd<true> for Result<T, E> {
    type End = Result<(), E>;
    type Error = E;
}
