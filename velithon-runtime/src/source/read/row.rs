use std::marker::PhantomData;

use serde::Serialize;

use crate::page::failure::BoxError;

/// What an iterator or a stream yields: rows, or `Result`s of rows.
///
/// `M` is `Is<true>` for `Result`s. The type alone cannot decide, because a `Result` can be serialised too.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a row of a page",
    label = "rows implement `Serialize`",
    note = "a row may also be a `Result` of one, with an error that converts into `Box<dyn Error + Send + Sync>`"
)]
pub trait Row<M> {
    /// What is serialised onto the page.
    type Value: Serialize;

    /// The row, or the error of the source.
    fn value(self) -> Result<Self::Value, BoxError>;
}

/// A constant as a type.
#[derive(Debug)]
pub struct Is<const B: bool>(PhantomData<()>);

impl<T: Serialize> Row<Is<false>> for T {
    type Value = T;

    fn value(self) -> Result<T, BoxError> {
        Ok(self)
    }
}

impl<T: Serialize, E: Into<BoxError>> Row<Is<true>> for Result<T, E> {
    type Value = T;

    fn value(self) -> Result<T, BoxError> {
        self.map_err(Into::into)
    }
}
