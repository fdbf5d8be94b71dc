use std::marker::PhantomData;

use serde::Serialize;

use crate::page::failure::BoxError;

/// What an iterator or a stream yields: rows, or `Result`s of rows.
///
/// `M` is `Is<true>` for `Result`s. The type alone cannot decide, because a `Result` can be serialised too.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a row of a page",
    label = "rows implement `Serialize`",
    note = "a type of your own implements `Serialize` with `#[derive(serde::Serialize)]`",
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

impl<T: Serialize, E: RowError> Row<Is<true>> for Result<T, E> {
    type Value = T;

    fn value(self) -> Result<T, BoxError> {
        self.map_err(RowError::boxed)
    }
}

/// The error of a row that could not be read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a row",
    label = "the errors of rows are logged",
    note = "what goes wrong while a page is read is logged, so the error converts into `Box<dyn Error + Send + Sync>`: \
            implement `std::error::Error` for `{Self}`"
)]
pub trait RowError {
    /// The error for the log.
    fn boxed(self) -> BoxError;
}

#[diagnostic::do_not_recommend]
impl<E: Into<BoxError>> RowError for E {
    fn boxed(self) -> BoxError {
        self.into()
    }
}
