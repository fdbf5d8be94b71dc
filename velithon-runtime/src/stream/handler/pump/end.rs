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
    fn complete() -> Self;
    #[doc(hidden)]
    fn failed(error: E) -> Self;
}

impl End<Never> for () {
    fn complete() -> Self {}

    fn failed(error: Never) -> Self {
        match error {}
    }
}

impl<E> End<Never> for Result<(), E> {
    fn complete() -> Self {
        Ok(())
    }

    fn failed(error: Never) -> Self {
        match error {}
    }
}

impl<E, F: From<E>> End<ItemError<E>> for Result<(), F> {
    fn complete() -> Self {
        Ok(())
    }

    fn failed(error: ItemError<E>) -> Self {
        Err(error.0.into())
    }
}
