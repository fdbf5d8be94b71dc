//! The error of a source as the handler's own, as `?` would make it.
//!
//! The type of a source's error is asked of what the handler returns, by method resolution, and so is whether the handler's
//! error type can be made of it: no bound asks for either. A generic handler declares the bounds by which that is known.

use std::{error::Error, marker::PhantomData};

use futures::Stream;

use super::page_source::PageSource;
#[cfg(feature = "cursor")]
use super::walkable::Walkable;
use crate::page::{Page, failure::BoxError};

/// Stands for the type of what a handler's body returns, without a value of it.
#[derive(Debug)]
#[must_use]
pub struct Returned<V>(PhantomData<fn() -> V>);

impl<V> Clone for Returned<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for Returned<V> {}

/// Stands for a type that [`returning`] tells.
pub fn returned<V>() -> Returned<V> {
    Returned(PhantomData)
}

/// The future itself, whose output is the type that the other argument stands for.
pub fn returning<F: Future>(_: Returned<F::Output>, handler: F) -> F {
    handler
}

/// The closure itself, whose output is the type that the other argument stands for.
pub fn calling<V, F: FnOnce() -> V>(_: Returned<V>, handler: F) -> F {
    handler
}

/// Stands for the type of a value.
pub fn returned_by<V>(_: &V) -> Returned<V> {
    Returned(PhantomData)
}

/// Stands for an error `F` of a source.
#[derive(Debug)]
#[must_use]
pub struct ErrorOf<E, F>(PhantomData<fn() -> (E, F)>);

/// Errors stay what they are: a response of Velithon's own.
#[derive(Debug)]
pub struct Kept;

/// Errors `F` become errors of the handler.
#[derive(Debug)]
pub struct Converted<F>(PhantomData<fn() -> F>);

/// Boxed errors become errors of the handler.
#[derive(Debug)]
pub struct Unboxed;

/// What asks for the type of the error, by the kind of what the handler returns.
macro_rules! error_of {
    ($($(#[$doc:meta])+ $via:ident for $level:ty, of [$($generics:tt)*] $error:ty;)+) => {$(
        $(#[$doc])+
        pub trait $via {
            /// The type of the handler's error, or `()`.
            type Own;
            /// The type of the source's error, or `()`.
            type Error;

            /// The error of the source, beside that of the handler.
            fn velithon_error(&self) -> ErrorOf<Self::Own, Self::Error> {
                ErrorOf(PhantomData)
            }
        }

        impl<E, $($generics)*> $via for $level {
            type Own = E;
            type Error = $error;
        }
    )+};
}

error_of! {
    /// Chosen for a [`PageSource`] first.
    ViaPageSource for &&&&Returned<Result<S, E>>, of [S: PageSource] S::Error;
    /// For a stream of `Result`s.
    ViaStream for &&Returned<Result<S, E>>, of [T, F, S: Stream<Item = Result<T, F>>] F;
    /// For an iterator over `Result`s.
    ViaIterator for &Returned<Result<I, E>>, of [T, F, I: Iterator<Item = Result<T, F>>] F;
}

#[cfg(feature = "cursor")]
error_of! {
    /// Chosen for a `Walkable` that is no [`PageSource`].
    ViaCursorSource for &&&Returned<Result<S, E>>, of [S: Walkable] S::Error;
}

/// Chosen for nothing: without cursors no source is read by them.
#[cfg(not(feature = "cursor"))]
pub trait ViaCursorSource {}

/// For what has no error of its own, or does not come in a `Result`.
pub trait ViaNoSource {
    /// Says that there is no error to convert.
    fn velithon_error(&self) -> ErrorOf<(), ()>;
}

impl<V> ViaNoSource for Returned<V> {
    fn velithon_error(&self) -> ErrorOf<(), ()> {
        ErrorOf(PhantomData)
    }
}

/// For an [`Error`] that the handler's error can be made of.
pub trait ViaFromError<F> {
    /// What becomes of it.
    fn velithon_own(&self) -> Converted<F>;
}

impl<E: From<F>, F: Error + 'static> ViaFromError<F> for &&ErrorOf<E, F> {
    fn velithon_own(&self) -> Converted<F> {
        Converted(PhantomData)
    }
}

/// For a boxed error that the handler's error can be made of.
pub trait ViaFromBox {
    /// What becomes of it.
    fn velithon_own(&self) -> Unboxed;
}

impl<E: From<BoxError>> ViaFromBox for &ErrorOf<E, BoxError> {
    fn velithon_own(&self) -> Unboxed {
        Unboxed
    }
}

/// Chosen where nothing else applies: the error is kept as it is.
pub trait ViaKept {
    /// What becomes of it.
    fn velithon_own(&self) -> Kept;
}

impl<E, F> ViaKept for ErrorOf<E, F> {
    fn velithon_own(&self) -> Kept {
        Kept
    }
}

/// A way to make an error `E` of the handler of the error of a source.
pub trait Conversion<E> {
    /// The handler's error.
    ///
    /// # Errors
    ///
    /// The error as it is: the response is Velithon's own.
    fn convert(error: BoxError) -> Result<E, BoxError>;
}

impl<E> Conversion<E> for Kept {
    fn convert(error: BoxError) -> Result<E, BoxError> {
        Err(error)
    }
}

impl<E: From<F>, F: Error + 'static> Conversion<E> for Converted<F> {
    fn convert(error: BoxError) -> Result<E, BoxError> {
        error.downcast::<F>().map(|error| (*error).into())
    }
}

impl<E: From<BoxError>> Conversion<E> for Unboxed {
    fn convert(error: BoxError) -> Result<E, BoxError> {
        Ok(error.into())
    }
}

/// What becomes of the error of a source in what the handler returns to its framework.
pub trait OwnError<O> {
    #[doc(hidden)]
    fn own(self, out: O) -> O;
}

/// A handler without an error of its own.
#[diagnostic::do_not_recommend]
impl OwnError<Page> for Kept {
    fn own(self, out: Page) -> Page {
        out
    }
}

#[diagnostic::do_not_recommend]
impl<E, C: Conversion<E>> OwnError<Result<Page, E>> for C {
    fn own(self, out: Result<Page, E>) -> Result<Page, E> {
        out?.or_own_error(C::convert)
    }
}

/// What a handler returns to its framework, with the error of its source as its own.
pub fn own<O>(out: O, how: impl OwnError<O>) -> O {
    how.own(out)
}
