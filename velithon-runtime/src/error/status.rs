//! Errors that can be responses.
//!
//! With one framework, a bound says what a handler's error has to be. With two in one build there is no such bound,
//! because an error is one framework's or the other's: generated code asks the type itself, as it does for an error's
//! description, and refuses what neither framework knows.

use std::marker::PhantomData;

use http::StatusCode;

use crate::problem::Problem;

/// An error type that can be a response of the framework in use.
///
/// With feature `axum` that is axum's `IntoResponse`; with feature `actix` what becomes an `actix_web::Error`, as every
/// `ResponseError` does. Without a framework, where the host turns errors into responses itself, it is every type; with
/// both, where [`Answers`] decides, too.
#[cfg_attr(
    not(feature = "actix"),
    diagnostic::on_unimplemented(
        message = "`{Self}` cannot be a response",
        label = "this error type does not implement axum's `IntoResponse`",
        note = "an error before the first chunk is the handler's own response: implement \
                `axum::response::IntoResponse` for `{Self}`, or build velithon without its default feature `axum`",
        note = "an error of actix-web needs velithon's feature `actix`"
    )
)]
#[cfg_attr(
    feature = "actix",
    diagnostic::on_unimplemented(
        message = "`{Self}` cannot be a response",
        label = "this error type does not implement actix-web's `ResponseError`",
        note = "an error before the first chunk is the handler's own response: implement `actix_web::ResponseError` \
                for `{Self}`",
        note = "an error of axum needs velithon's feature `axum`"
    )
)]
pub trait Answer {}

#[cfg(any(
    all(feature = "axum", feature = "actix"),
    not(any(feature = "axum", feature = "actix"))
))]
impl<E> Answer for E {}

/// The type of an error.
#[derive(Debug)]
#[must_use]
pub struct Tag<E>(PhantomData<fn() -> E>);

/// The type of an error.
pub fn tag<E>(_: &E) -> Tag<E> {
    Tag(PhantomData)
}

/// A [`Problem`], which knows it by itself.
#[derive(Debug)]
pub struct Own;

/// A response of axum.
#[derive(Debug)]
pub struct Axum;

/// A response of actix-web.
#[derive(Debug)]
pub struct Actix;

/// Whatever the host makes of it.
#[derive(Debug)]
pub struct Host;

/// For [`Problem`]s, on every host.
pub trait ViaProblem {
    /// The answer.
    fn how(&self) -> Own;
}

impl ViaProblem for &&&Tag<Problem> {
    fn how(&self) -> Own {
        Own
    }
}

/// For what axum can answer with. It is asked before actix-web: an error that both frameworks know has the status that
/// axum sends.
pub trait ViaAxum {
    /// The answer.
    fn how(&self) -> Axum;
}

/// For what actix-web can answer with.
pub trait ViaActix {
    /// The answer.
    fn how(&self) -> Actix;
}

/// For everything else.
pub trait ViaHost {
    /// The answer.
    fn how(&self) -> Host;
}

impl<E> ViaHost for Tag<E> {
    fn how(&self) -> Host {
        Host
    }
}

/// Knows what an error of the type `E` is answered with.
#[diagnostic::on_unimplemented(
    message = "`{E}` cannot be a response",
    label = "this error type implements neither axum's `IntoResponse` nor actix-web's `ResponseError`",
    note = "an error before the first chunk is the handler's own response: implement the one of the framework that the \
            handler is for"
)]
pub trait Answers<E> {
    #[doc(hidden)]
    fn status(self, error: E) -> StatusCode;
}

impl Answers<Problem> for Own {
    fn status(self, problem: Problem) -> StatusCode {
        problem.status()
    }
}

#[cfg(not(all(feature = "axum", feature = "actix")))]
impl<E> Answers<E> for Host {
    fn status(self, _: E) -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }
}

/// The status of the response that an error would have been.
pub fn status<E>(error: E, how: impl Answers<E>) -> StatusCode {
    how.status(error)
}
