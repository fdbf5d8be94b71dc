use std::convert::Infallible;

use crate::page::{Page, handler::page_out::SaysRefusals};

/// What a handler returns: a source, or with `RESULT` the `Result` of getting one.
pub trait Outcome<const RESULT: bool> {
    /// The value that pages are read of.
    type Source;

    /// The handler's own error.
    type Error;

    /// What the handler's framework sees.
    type Out: SaysRefusals<Error = Self::Error>;

    /// Takes the source out of the `Result`.
    ///
    /// # Errors
    ///
    /// The error that the handler itself returned.
    fn split(self) -> Result<Self::Source, Self::Error>;

    /// The page, or the handler's error, as the framework takes it.
    fn out(page: Result<Page, Self::Error>) -> Self::Out;
}

impl<S> Outcome<false> for S {
    type Source = S;
    type Error = Infallible;
    type Out = Page;

    fn split(self) -> Result<S, Infallible> {
        Ok(self)
    }

    fn out(Ok(page): Result<Page, Infallible>) -> Page {
        page
    }
}

impl<S, E> Outcome<true> for Result<S, E> {
    type Source = S;
    type Error = E;
    type Out = Result<Page, E>;

    fn split(self) -> Self {
        self
    }

    fn out(page: Result<Page, E>) -> Result<Page, E> {
        page
    }
}
