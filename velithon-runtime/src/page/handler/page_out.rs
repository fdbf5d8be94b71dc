use std::convert::Infallible;

use crate::{
    error::{
        facts::{self, OfProblems},
        status::Answer,
    },
    page::response::Page,
};

/// What a framework sees of a paginated handler: a [`Page`], or the `Result` of one.
pub trait PageOut {
    /// Wraps the page, as the handler would have returned it.
    fn page(page: Page) -> Self;
}

impl PageOut for Page {
    fn page(page: Page) -> Self {
        page
    }
}

impl<E> PageOut for Result<Page, E> {
    fn page(page: Page) -> Self {
        Ok(page)
    }
}

/// The same of a handler whose error may say its refusals.
pub trait SaysRefusals: PageOut {
    /// The handler's error.
    type Error;

    /// With a refusal as an error of the handler, where it becomes one.
    fn said(self, refusals: OfProblems<Self::Error>) -> Self;
}

impl SaysRefusals for Page {
    type Error = Infallible;

    fn said(self, _: OfProblems<Infallible>) -> Self {
        self
    }
}

impl<E> SaysRefusals for Result<Page, E> {
    type Error = E;

    fn said(self, refusals: OfProblems<E>) -> Self {
        facts::say(self, refusals)
    }
}

/// What a framework sees of a paginated handler, where its error can be a response.
///
/// It is asked for in the signature of a handler and nowhere else, so that an error type that lacks it is reported once.
pub trait Answered: PageOut {
    /// Always `Self`: the bound on it is what reports an error type that lacks `IntoResponse`.
    type Out;
}

impl Answered for Page {
    type Out = Self;
}

impl<E: Answer> Answered for Result<Page, E> {
    type Out = Self;
}
