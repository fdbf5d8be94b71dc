/// The error of items that have none. A type of its own, because `Infallible` could become any error by `From`.
#[derive(Debug)]
pub enum Never {}

/// The error of an item that is a `Result`.
#[derive(Debug)]
pub struct ItemError<E>(pub(crate) E);

/// What a pump returns: all items were written, or one of them was the error `E`.
#[diagnostic::on_unimplemented(message = "the items' error cannot become the handler's error `{Self}`")]
pub trait End<E> {
    #[doc(hidden)]
    fn of(written: Result<(), E>) -> Self;
}

impl End<Never> for () {
    fn of(_: Result<(), Never>) -> Self {}
}

impl<E> End<Never> for Result<(), E> {
    fn of(_: Result<(), Never>) -> Self {
        Ok(())
    }
}

impl<E, F: From<E>> End<ItemError<E>> for Result<(), F> {
    fn of(written: Result<(), ItemError<E>>) -> Self {
        written.map_err(|error| error.0.into())
    }
}
