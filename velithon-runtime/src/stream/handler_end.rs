use std::convert::Infallible;

use crate::error::{facts::Describe, status::Answer};

/// What a streaming handler's future ends with: nothing, or an error.
#[diagnostic::on_unimplemented(
    message = "a handler with an emitter returns `()` or `Result<(), E>`, not `{Self}`",
    label = "items are sent with `rows.emit(&item)`; return `()` or `Result<(), E>`"
)]
pub trait HandlerEnd: Sized {
    /// The error that the handler returns.
    type Error;
    /// The annotated handler's return type, around the response `S`.
    type Out<S>: OutOf<S, Self::Error>;
    /// `Self`. Of a type that is no end, the compiler reports this projection once, and a bound wherever the type is named.
    type Itself: HandlerEnd<Error = Self::Error>;

    #[doc(hidden)]
    fn is_ok(&self) -> bool;
    #[doc(hidden)]
    fn into_result(self) -> Result<(), Self::Error>;
}

/// A value or an error that the handler returns in place of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is taken for a `std::result::Result` by its name",
    label = "not a `Result<T, E>`",
    note = "give the type another name"
)]
pub trait InResult {
    /// What the handler ends with once the value is written.
    type End;
    /// The error.
    type Error;
}

impl<T, E> InResult for Result<T, E> {
    type End = Result<(), E>;
    type Error = E;
}

/// An error that can be a response, or none. The return type of the expanded handler asks for it, and nothing else does: the compiler
/// would report the same error of it again in the body, in other words where it holds a `dyn Trait`.
pub trait AnsweredError {
    /// `Self`.
    type Itself;
    /// What a handler returns that ends with `R`, around the response `S`.
    type Out<R: HandlerEnd, S>;
}

impl<E: Answer> AnsweredError for E {
    type Itself = E;
    type Out<R: HandlerEnd, S> = R::Out<S>;
}

/// What an annotated handler returns that ends with `R`, around the response `S`.
pub type Answered<R, S> = <<R as HandlerEnd>::Error as AnsweredError>::Out<R, S>;

/// What a handler returns around the response `S`, whose error is `E`.
pub trait OutOf<S, E> {
    #[doc(hidden)]
    fn of(result: Result<S, E>) -> Self;
}

impl<S> OutOf<S, Infallible> for S {
    fn of(result: Result<S, Infallible>) -> S {
        let Ok(response) = result;
        response
    }
}

impl<S, E> OutOf<S, E> for Result<S, E> {
    fn of(result: Self) -> Self {
        result
    }
}

impl HandlerEnd for () {
    type Error = Infallible;
    type Out<S> = S;
    type Itself = Self;

    fn is_ok(&self) -> bool {
        true
    }

    fn into_result(self) -> Result<(), Infallible> {
        Ok(())
    }
}

impl<E> HandlerEnd for Result<(), E> {
    type Error = E;
    type Out<S> = Result<S, E>;
    type Itself = Self;

    fn is_ok(&self) -> bool {
        Result::is_ok(self)
    }

    fn into_result(self) -> Self {
        self
    }
}

/// A value that never comes. Generated code returns it in a branch that is never taken, which tells the compiler the type
/// that a handler's body returns.
#[expect(clippy::empty_loop, reason = "it is never called")]
#[must_use]
pub fn never<T>() -> T {
    loop {}
}

/// Describes the error of a handler that cannot fail.
pub const DESCRIBE_NEVER: Describe<Infallible> = |never| match never {};
