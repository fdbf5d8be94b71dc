use std::fmt;

use crate::{error::facts::Describe, page::failure::BoxError, source::error_of::Conversion};

/// The handler's error that the error of a source becomes; that itself, where it does not.
pub(crate) type Convert<E> = fn(BoxError) -> Result<E, BoxError>;

/// What is known of the errors `E` of a handler.
pub struct OwnErrors<E> {
    pub(crate) describe: Describe<E>,
    pub(crate) convert: Convert<E>,
}

impl<E> OwnErrors<E> {
    /// Errors that `describe` describes, and that `C` makes of those of a source.
    #[must_use]
    pub fn new<C: Conversion<E>>(_: C, describe: Describe<E>) -> Self {
        Self {
            describe,
            convert: C::convert,
        }
    }
}

impl<E> Clone for OwnErrors<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for OwnErrors<E> {}

impl<E> fmt::Debug for OwnErrors<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnErrors").finish_non_exhaustive()
    }
}
