/// An item, or with `RESULT` the `Result` of one, of a list or an `impl Trait` that a handler returns.
pub trait ItemEnd<const RESULT: bool> {
    /// What is returned when all is written, as for `Reply::End`. Bounds are checked where it is used.
    type End;
}

impl<T> ItemEnd<false> for T {
    type End = ();
}

impl<T, E> ItemEnd<true> for Result<T, E> {
    type End = Result<(), E>;
}
