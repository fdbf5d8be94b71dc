//! Errors that can be responses.
//!
//! With one framework, a bound says what a handler's error has to be. With two in one build no bound can, because an error is
//! a response of the one or of the other. Generated code then asks the type itself, as it does for an error's description,
//! and the compiler refuses an error that neither framework knows.

use std::marker::PhantomData;

use http::StatusCode;

#[cfg(not(any(feature = "axum", feature = "actix")))]
use super::facts::{ErrorProbe, Status};
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
        note = "an error before the first chunk is the handler's own response: for an error type of your own, implement \
                `axum::response::IntoResponse`",
        note = "wrap an error of another crate: `struct AppError({Self});` with `impl IntoResponse for AppError` and \
                `impl From<{Self}> for AppError`, and return `Result<_, AppError>`",
        note = "an error of actix-web needs velithon's feature `actix`"
    )
)]
#[cfg_attr(
    feature = "actix",
    diagnostic::on_unimplemented(
        message = "`{Self}` cannot be a response",
        label = "this error type does not implement actix-web's `ResponseError`",
        note = "an error before the first chunk is the handler's own response: for an error type of your own, implement \
                `actix_web::ResponseError`",
        note = "wrap an error of another crate: `struct AppError({Self});` with `impl ResponseError for AppError` and \
                `impl From<{Self}> for AppError`, and return `Result<_, AppError>`",
        note = "an error of axum needs velithon's feature `axum`"
    )
)]
pub trait Answer {}

#[cfg(any(
    all(feature = "axum", feature = "actix"),
    not(any(feature = "axum", feature = "actix"))
))]
impl<E> Answer for E {}

/// Stands for the type of an error, without a value of it.
#[derive(Debug)]
#[must_use]
pub struct Tag<E>(PhantomData<fn() -> E>);

/// The [`Tag`] of an error's type.
pub fn tag<E>(_: &E) -> Tag<E> {
    Tag(PhantomData)
}

/// The error is a [`Problem`], which has its status itself.
#[derive(Debug)]
pub struct Own;

/// axum turns the error into a response, whose status it is.
#[derive(Debug)]
pub struct Axum;

/// actix-web turns the error into a response, whose status it is.
#[derive(Debug)]
pub struct Actix;

/// The host decides what it makes of the error: 500 is assumed.
#[derive(Debug)]
pub struct Host;

/// For [`Problem`]s, on every host.
pub trait ViaProblem {
    /// The way to the error's status.
    fn velithon_status_by(&self) -> Own;
}

impl ViaProblem for &&&Tag<Problem> {
    fn velithon_status_by(&self) -> Own {
        Own
    }
}

/// For errors that are responses of axum. It is asked before actix-web: an error that both frameworks know has the status
/// that axum sends.
pub trait ViaAxum {
    /// The way to the error's status.
    fn velithon_status_by(&self) -> Axum;
}

/// For errors that are responses of actix-web.
pub trait ViaActix {
    /// The way to the error's status.
    fn velithon_status_by(&self) -> Actix;
}

/// For errors that no framework knows.
pub trait ViaHost {
    /// The way to the error's status.
    fn velithon_status_by(&self) -> Host;
}

impl<E> ViaHost for Tag<E> {
    fn velithon_status_by(&self) -> Host {
        Host
    }
}

/// A way to the status that an error of the type `E` is answered with.
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

#[cfg(not(any(feature = "axum", feature = "actix")))]
impl<T> ErrorProbe<Result<T, Problem>> {
    /// Its own status.
    pub const VELITHON_STATUS: Option<Status<Problem>> = Some(Status(|problem| problem.status()));
}

/// The status of the response that an error would have been.
pub fn status<E>(error: E, how: impl Answers<E>) -> StatusCode {
    how.status(error)
}

/// What is known of the error of a handler, by the answers of an `ErrorProbe`. The last two are about refusals; `$end` is what the handler
/// ends with.
#[cfg(not(all(feature = "axum", feature = "actix")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __error_facts {
    ([$($answer:expr),+] [$($refusal:expr),+] $end:ty) => {
        $crate::__private::facts::ErrorFacts::asked($($answer,)+ $($refusal),+)
    };
}

/// The same with two frameworks, one of which has to know the error: the search for its status refuses any other.
#[cfg(all(feature = "axum", feature = "actix"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __error_facts {
    ([$($answer:expr),+] [$($refusal:expr),+] $end:ty) => {{
        use $crate::__private::{
            answer::{ViaActix as _, ViaAxum as _, ViaHost as _, ViaProblem as _},
            describe::{ViaAsRef as _, ViaDebug as _, ViaDisplay as _, ViaError as _, ViaName as _},
            facts::ErrorFacts as VelithonFacts,
        };
        type VelithonProbed = <$end as $crate::__private::HandlerEnd>::Error;
        VelithonFacts::<VelithonProbed>::described(|error| {
            #[allow(clippy::needless_borrow)] // one reference for each level of the search
            let how = (&&&&$crate::__private::answer::tag(&error)).velithon_status_by();
            (
                (&&&&&$crate::__private::describe::Describe(&error)).velithon_describe(),
                $crate::__private::answer::status(error, how),
            )
        })
        .refusing($($refusal),+)
    }};
}
